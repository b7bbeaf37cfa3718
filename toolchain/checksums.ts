import type { Download } from "./part";

const SHA256 = /^[0-9a-f]{64}$/;

/** Finds the SHA-256 of a file in what a vendor publishes beside it. */
export function checksumIn(
    published: string,
    format: Download["checksums"]["format"],
    file: string,
    url: string,
): string {
    const checksum = READERS[format](published, file);
    if (!checksum || !SHA256.test(checksum)) {
        throw new Error(`${url} has no SHA-256 of ${file}, and what cannot be verified is not used`);
    }
    return checksum;
}

const READERS: Record<
    Download["checksums"]["format"],
    (published: string, file: string) => string | undefined
> = {
    bare: (published) => published.trim(),
    lines: (published, file) =>
        published
            .split("\n")
            .map((line) => line.trim().split(/\s+[*]?(?:\.\/)?/))
            .find(([, name]) => name === file)?.[0],
    "github-release": (published, file) => {
        const release = JSON.parse(published) as { assets?: { name: string; digest?: string | null }[] };
        const digest = release.assets?.find(({ name }) => name === file)?.digest;
        return digest?.startsWith("sha256:") ? digest.slice("sha256:".length) : undefined;
    },
};
