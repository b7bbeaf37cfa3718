import type { Part } from "./part";

/** One error for all parts that no source has, with what was tried for each and what to do. */
export function missingParts(missing: [Part, string[]][], why: string): Error {
    const parts = missing.map(([part, reasons]) =>
        [`  ${part.name} ${part.version}`, ...reasons.map((reason) => `    ${reason}`)].join("\n"),
    );
    return new Error(
        `These parts of the tool chain are missing:\n${parts.join("\n")}\n${why}\nDo one of these:\n` +
            "  - install them, so that they are on PATH\n" +
            "  - let this machine reach their vendors' downloads\n" +
            "  - install Go 1.25.8 or newer (https://go.dev/dl), which builds them through the Go module proxy",
    );
}
