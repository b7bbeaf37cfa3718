import { constants, gunzipSync } from "node:zlib";
import { base64Runs } from "./base64Runs";

export interface EmbeddedData {
    encoding: "base64" | "gzip";
    /** Where it lies in the surrounding data. */
    offset: number;
    length: number;
    data: Buffer;
}

const LARGEST_UNPACKED = 512 * 1024 * 1024;
/** How base64 of anything packed by gzip begins. */
const PACKED = "H4sI";

/** What is packed or encoded in this data, and worth a look. */
export function embeddedData(data: Buffer): EmbeddedData[] {
    const unpacked = unpack(data);
    if (unpacked) {
        return [{ encoding: "gzip", offset: 0, length: data.length, data: unpacked }];
    }
    const found: EmbeddedData[] = [];
    for (const { offset, length } of base64Runs(data)) {
        const run = data.toString("latin1", offset, offset + length).replace(/\\+[nrt]|\s/g, "");
        for (const decoded of decodings(run)) {
            found.push({ encoding: "base64", offset, length, data: decoded });
        }
    }
    return found;
}

/** What stands before the encoded text may look like a part of it: so it is read from each of four places. */
function decodings(run: string): Buffer[] {
    const starts = new Set([0, 1, 2, 3]);
    for (let start = run.indexOf(PACKED); start >= 0; start = run.indexOf(PACKED, start + 1)) {
        starts.add(start);
    }
    return [...starts]
        .map((start) => Buffer.from(run.slice(start), "base64"))
        .filter((data) => isPacked(data) || isMostlyText(data));
}

function isMostlyText(data: Buffer): boolean {
    const sample = data.subarray(0, 512);
    const printable = sample.filter((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a).length;
    return printable > sample.length / 2;
}

function isPacked(data: Buffer): boolean {
    return data[0] === 0x1f && data[1] === 0x8b && data[2] === 0x08;
}

/** Unpacked as far as it goes: a file may have been cut off. */
function unpack(data: Buffer): Buffer | undefined {
    if (!isPacked(data)) {
        return undefined;
    }
    try {
        return gunzipSync(data, {
            finishFlush: constants.Z_SYNC_FLUSH,
            maxOutputLength: LARGEST_UNPACKED,
        });
    } catch {
        return undefined;
    }
}
