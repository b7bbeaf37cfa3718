import { byteSet } from "./byteSet";

const [BACKSLASH, PERCENT] = [0x5c, 0x25];
const WHITESPACE = byteSet(" \t\r\n");
/** What stands for whitespace after a backslash. */
const ESCAPED_WHITESPACE = byteSet("nrt");
const [LETTER_U, DIGIT_2, DIGIT_5] = [0x75, 0x32, 0x35];

/** A text rewritten, and how far it was read for that. */
interface Rewritten {
    output: Buffer;
    read: number;
}

/**
 * The text without whitespace, backslashes and percent-encoding, so that a value is found in it however often it was
 * escaped for JSON or a URL, and wherever its lines were wrapped.
 */
export function unescaped(text: Buffer): Buffer {
    return withoutBackslashes(withoutPercents(text).output).output;
}

/** Where in the text the byte at this offset of its unescaped form comes from. */
export function sourceOffset(text: Buffer, unescapedOffset: number): number {
    const { read } = withoutBackslashes(withoutPercents(text).output, unescapedOffset);
    return withoutPercents(text, read).read;
}

/** Rewrites until the output has so many bytes; `read` is where the next one comes from. */
function withoutBackslashes(text: Buffer, outputLength = text.length): Rewritten {
    const output = Buffer.allocUnsafe(outputLength);
    let written = 0;
    let read = 0;
    while (read < text.length) {
        let byte = text[read] as number;
        let end = read + 1;
        if (byte === BACKSLASH) {
            while (text[end] === BACKSLASH) {
                end++;
            }
            const code = text[end] === LETTER_U ? hexadecimal(text, end + 1, 4) : undefined;
            if (code === undefined || code > 0x7f) {
                read = end + (ESCAPED_WHITESPACE[text[end] ?? 0] ?? 0);
                continue;
            }
            byte = code;
            end += 5;
        }
        if (WHITESPACE[byte] === 0) {
            if (written === outputLength) {
                break;
            }
            output[written++] = byte;
        }
        read = end;
    }
    return { output: output.subarray(0, written), read };
}

function withoutPercents(text: Buffer, outputLength = text.length): Rewritten {
    if (!text.includes(PERCENT)) {
        return { output: text, read: outputLength };
    }
    const output = Buffer.allocUnsafe(outputLength);
    let written = 0;
    let read = 0;
    while (read < text.length && written < outputLength) {
        let byte = text[read++] as number;
        if (byte === PERCENT) {
            let digits = read;
            // "%25" is a percent sign itself: the text was encoded more than once.
            while (text[digits] === DIGIT_2 && text[digits + 1] === DIGIT_5 && isCode(text, digits + 2)) {
                digits += 2;
            }
            if (isCode(text, digits)) {
                byte = hexadecimal(text, digits, 2) ?? byte;
                read = digits + 2;
            }
        }
        output[written++] = byte;
    }
    return { output: output.subarray(0, written), read };
}

function isCode(text: Buffer, offset: number): boolean {
    return hexadecimal(text, offset, 2) !== undefined;
}

function hexadecimal(text: Buffer, offset: number, digits: number): number | undefined {
    const written = text.toString("latin1", offset, offset + digits);
    return written.length === digits && /^[0-9a-fA-F]+$/.test(written)
        ? Number.parseInt(written, 16)
        : undefined;
}
