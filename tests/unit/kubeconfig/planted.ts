import { CertificateAuthority } from "../../support/certificates";

/** Credentials that inputs carry, and that no message may repeat. */
export interface Planted {
    certificate: string;
    privateKey: string;
    token: string;
    password: string;
}

let made: Promise<Planted> | undefined;

/** Made once for all tests, and different in every run. */
export function planted(): Promise<Planted> {
    made ??= make();
    return made;
}

async function make(): Promise<Planted> {
    const authority = await CertificateAuthority.create("unit tests");
    const { privateKey } = await authority.issueClient("administrator");
    return {
        certificate: authority.certificate,
        privateKey,
        token: jsonWebToken("system:serviceaccount:kube-system:administrator"),
        password: "Pa55phrase-0f-the-keeper",
    };
}

/** Three parts of base64url, as the API server signs them. */
export function jsonWebToken(subject: string): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signature = Buffer.alloc(64, subject).toString("base64url");
    return `${part({ alg: "RS256", kid: "k1" })}.${part({ sub: subject })}.${signature}`;
}

export const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");

/** The credentials of which at least ten characters in a row stand in the text, in plain or in base64. */
export function credentialsIn(text: string, { privateKey, token, password }: Planted): string[] {
    // The part of an elliptic key's PEM that is the key: what is around it says only of which kind it is.
    const key = privateKey.slice(28 + 48, 28 + 88);
    const forms = {
        privateKey: [key, key.replace("\n", "\\n"), ...key.split("\n").flatMap(encodings)],
        token: [token, ...encodings(token)],
        password: [password, ...encodings(password)],
    };
    return Object.entries(forms)
        .filter(([, values]) => values.some((value) => shares(text, value)))
        .map(([name]) => name);
}

/** What stands in the base64 of a longer text that holds the value: it depends on where in the text that is. */
function encodings(value: string): string[] {
    return [0, 1, 2].map((before) => base64("_".repeat(before) + value).slice(before && 4, -4));
}

function shares(text: string, secret: string): boolean {
    for (let at = 0; at + 10 <= secret.length; at++) {
        if (text.includes(secret.slice(at, at + 10))) return true;
    }
    return false;
}
