import { unescaped } from "./unescaped";

/** One form in which a secret may turn up, as the bytes that any text with it contains. */
export interface SecretForm {
    /** What the secret is, in the words of the test. */
    secret: string;
    encoding: string;
    bytes: Buffer;
    /** How many of the bytes in a row are a leak. */
    threshold: number;
}

/** So much of a token or key is taken for it: no text has so many of its characters by chance. */
const MEANINGFUL_RUN = 40;
const SHORTEST_SECRET = 12;

/** All forms of a secret to look for. With `whole`, parts of it are no leak. */
export function secretForms(secret: string, value: string, { whole = false } = {}): SecretForm[] {
    if (value.length < SHORTEST_SECRET) {
        throw new Error(
            `${secret}: ${value.length} characters turn up by chance; at least ${SHORTEST_SECRET}`,
        );
    }
    const bytes = Buffer.from(value);
    const form = (encoding: string, encoded: Buffer, perByte: number, lost: number): SecretForm => {
        const run = Math.floor(MEANINGFUL_RUN * perByte) - lost;
        return {
            secret,
            encoding,
            bytes: encoded,
            threshold: whole ? encoded.length : Math.min(encoded.length, run),
        };
    };
    const hex = bytes.toString("hex");
    const forms = [
        form("raw", bytes, 1, 0),
        form("escaped", unescaped(bytes), 1, 0),
        form("hex", Buffer.from(hex), 2, 0),
        form("hex", Buffer.from(hex.toUpperCase()), 2, 0),
    ];
    for (const once of base64Forms(bytes)) {
        forms.push(form(once.alphabet, once.core, 4 / 3, 2));
        for (const twice of base64Forms(once.core)) {
            forms.push(form(`${once.alphabet} in ${twice.alphabet}`, twice.core, 16 / 9, 6));
        }
    }
    return withoutDuplicates(forms);
}

/**
 * What every base64 text that has the bytes somewhere inside contains, for each of the three ways
 * in which they can lie across its groups of three: only the characters that no neighbour takes part in.
 */
function base64Forms(bytes: Buffer): { alphabet: string; core: Buffer }[] {
    const forms: { alphabet: string; core: Buffer }[] = [];
    for (const before of [0, 1, 2]) {
        const padded = Buffer.concat([Buffer.alloc(before), bytes]);
        const first = Math.ceil((before * 8) / 6);
        const last = Math.floor((padded.length * 8) / 6);
        for (const alphabet of ["base64", "base64url"] as const) {
            forms.push({ alphabet, core: Buffer.from(padded.toString(alphabet).slice(first, last)) });
        }
    }
    return forms;
}

function withoutDuplicates(forms: SecretForm[]): SecretForm[] {
    const known = new Map<string, SecretForm>();
    for (const form of forms) {
        const key = form.bytes.toString("latin1");
        if (!known.has(key)) {
            known.set(key, form);
        }
    }
    return [...known.values()];
}

/**
 * The part of a credential that is its own. The header of a JSON web token is the same for all tokens of a
 * cluster, and the first line of a private key says which kind of key it is.
 */
export function ownPart(value: string): string {
    const webToken = /^eyJ[\w-]+\.([\w-]+\.[\w-]+)$/.exec(value);
    if (webToken?.[1]) {
        return webToken[1];
    }
    const key = /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[^\n]+\n([^-]+)\n-----END/.exec(value);
    return key?.[1] ?? value;
}
