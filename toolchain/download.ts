import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { chmod, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { promisify } from "node:util";
import type { Workplace } from "./cache";
import { checksumIn } from "./checksums";
import type { Download, Part } from "./part";
import type { Platform } from "./platform";

const CONNECT_MILLISECONDS = 4_000;
const SILENCE_MILLISECONDS = 30_000;

/** Hosts that this run could not reach, and why: ten parts shall not wait ten times for one that is blocked. */
export type UnreachableHosts = Map<string, string>;

/** Puts a machine's names into a text of the table. */
export function forPlatform(text: string, download: Download, { os, arch }: Platform): string {
    return text
        .replaceAll("{os}", os)
        .replaceAll("{arch}", (arch === "amd64" && download.names?.amd64) || arch)
        .replaceAll("{extension}", download.names?.extension?.[os] ?? "");
}

/** Downloads a part and verifies it before anything of it is used. */
export async function fetchPart(
    part: Part,
    platform: Platform,
    unreachable: UnreachableHosts,
    { result, scraps }: Workplace,
    report: (text: string) => void,
): Promise<void> {
    const { download } = part;
    const url = forPlatform(download.url, download, platform);
    const checksumsUrl = forPlatform(download.checksums.url, download, platform);
    const file = join(scraps, basename(url));

    // The small file first: where nothing can be reached, it tells so soonest.
    const checksums = await (await request(checksumsUrl, unreachable)).text();
    const expected = checksumIn(checksums, download.checksums.format, basename(url), checksumsUrl);
    const actual = await save(url, file, unreachable, report);
    if (actual !== expected) {
        throw new Error(
            `${url} has SHA-256 ${actual}, but ${checksumsUrl} says ${expected}: it was cut off or changed on its ` +
                "way, and is not used",
        );
    }
    if (download.member) {
        report("unpacking");
        // bsdtar, which macOS has, reads zip files too.
        await promisify(execFile)("tar", ["-xf", file, "-C", result]);
        const member = forPlatform(download.member, download, platform);
        if (!existsSync(join(result, member))) {
            throw new Error(`${url} does not hold ${member}`);
        }
    } else {
        const executable = join(result, part.executable ?? part.name);
        await rename(file, executable);
        await chmod(executable, 0o755);
    }
}

/** Saves a file and returns its SHA-256. */
async function save(
    url: string,
    file: string,
    unreachable: UnreachableHosts,
    report: (text: string) => void,
): Promise<string> {
    const silence = new AbortController();
    const response = await request(url, unreachable, silence.signal);
    const total = Number(response.headers.get("content-length"));
    const hash = createHash("sha256");
    let received = 0;
    let reported = Date.now();
    const tooSilent = () => silence.abort(new Error(`silent for ${SILENCE_MILLISECONDS / 1000} s`));
    const timer = setTimeout(tooSilent, SILENCE_MILLISECONDS);
    try {
        if (!response.body) {
            throw new Error("the answer is empty");
        }
        await pipeline(
            Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
            async function* (chunks: AsyncIterable<Buffer>) {
                for await (const chunk of chunks) {
                    timer.refresh();
                    hash.update(chunk);
                    received += chunk.length;
                    if (Date.now() - reported > 1_000) {
                        reported = Date.now();
                        report(
                            `downloading: ${megabytes(received)}${total ? ` of ${megabytes(total)}` : ""}`,
                        );
                    }
                    yield chunk;
                }
            },
            createWriteStream(file),
        );
    } catch (error) {
        throw new Error(`${url}: ${reasonOf(error)}, after ${megabytes(received)}`, { cause: error });
    } finally {
        clearTimeout(timer);
    }
    return hash.digest("hex");
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

async function request(url: string, unreachable: UnreachableHosts, signal?: AbortSignal): Promise<Response> {
    const { host } = new URL(url);
    const known = unreachable.get(host);
    if (known) {
        throw new Error(`${host} cannot be reached (${known})`);
    }
    // Only until the headers are there: a large file may take its time.
    const headers = new AbortController();
    const timer = setTimeout(
        () => headers.abort(new Error(`no answer within ${CONNECT_MILLISECONDS / 1000} s`)),
        CONNECT_MILLISECONDS,
    );
    let response: Response;
    try {
        const signals = signal ? [headers.signal, signal] : [headers.signal];
        response = await fetch(url, { signal: AbortSignal.any(signals) });
    } catch (error) {
        const reason = reasonOf(error);
        unreachable.set(host, reason);
        throw new Error(`${host} cannot be reached (${reason})`, { cause: error });
    } finally {
        clearTimeout(timer);
    }
    if (!response.ok) {
        await response.body?.cancel();
        throw new Error(`${url} answers ${response.status}`);
    }
    return response;
}

/** fetch() says only "fetch failed", and hides what happened in the cause. */
function reasonOf(error: unknown): string {
    const { message, cause } = error as Error & { cause?: Error & { code?: string } };
    return cause?.code ?? cause?.message ?? message;
}
