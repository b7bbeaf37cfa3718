import { byteSet } from "./byteSet";

const BASE64 = byteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
const WHITESPACE = byteSet(" \t\r\n");
const ESCAPED_WHITESPACE = byteSet("nrt");
const [BACKSLASH, EQUALS_SIGN] = [0x5c, 0x3d];
/** Shorter ones are words. */
const SHORTEST_LINE = 24;

/**
 * Base64 of either alphabet, on one line, or on several with whitespace or its escapes between them. By hand, since a
 * regular expression runs out of stack on a run of megabytes.
 */
export function* base64Runs(data: Buffer): Generator<{ offset: number; length: number }> {
    let position = 0;
    while (position < data.length) {
        if (BASE64[data[position] as number] === 0) {
            position++;
            continue;
        }
        const offset = position;
        position = skip(data, offset, BASE64);
        if (position - offset >= SHORTEST_LINE) {
            position = endOfFurtherLines(data, position);
            yield { offset, length: position - offset };
        }
    }
}

function endOfFurtherLines(data: Buffer, firstEnd: number): number {
    let end = firstEnd;
    for (;;) {
        const next = skipSeparators(data, end);
        const nextEnd = skip(data, next, BASE64);
        const isLast = data[nextEnd] === EQUALS_SIGN;
        if (next === end || nextEnd === next || (nextEnd - next < SHORTEST_LINE && !isLast)) {
            return end;
        }
        end = nextEnd;
    }
}

function skip(data: Buffer, from: number, set: Uint8Array): number {
    let position = from;
    while (position < data.length && set[data[position] as number] === 1) {
        position++;
    }
    return position;
}

/** Skips spaces and line breaks, and `\n` as JSON writes it, however many backslashes there are. */
function skipSeparators(data: Buffer, from: number): number {
    let position = from;
    for (;;) {
        let end = skip(data, position, WHITESPACE);
        if (data[end] === BACKSLASH) {
            let letter = end;
            while (data[letter] === BACKSLASH) {
                letter++;
            }
            end = ESCAPED_WHITESPACE[data[letter] ?? 0] === 1 ? letter + 1 : end;
        }
        if (end === position) {
            return position;
        }
        position = end;
    }
}
