import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { LeakDetector } from "../../support/leaks/leakDetector";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const wrapped = (text: string, width: number) => text.replace(new RegExp(`.{${width}}`, "g"), "$&\n");
const jsonString = (text: string) => JSON.stringify(text);

/** Every way of writing a secret that has to be seen through. */
const ENCODINGS: Record<string, (secret: string) => string> = {
    raw: (secret) => secret,
    base64,
    "base64 without padding": (secret) => base64(secret).replace(/=+$/, ""),
    "base64 wrapped at 64": (secret) => wrapped(base64(secret), 64),
    "base64 wrapped at 76, escaped for JSON": (secret) => jsonString(wrapped(base64(secret), 76)),
    base64url: (secret) => Buffer.from(secret).toString("base64url"),
    "base64 in a URL": (secret) => encodeURIComponent(base64(secret)),
    "base64 of base64": (secret) => base64(base64(secret)),
    "base64 of base64 of base64": (secret) => base64(base64(base64(secret))),
    hex: (secret) => Buffer.from(secret).toString("hex"),
    "upper-case hex": (secret) => Buffer.from(secret).toString("hex").toUpperCase(),
    "JSON once": jsonString,
    "JSON twice": (secret) => jsonString(jsonString(secret)),
    "base64 of JSON of JSON": (secret) => base64(jsonString(jsonString(secret))),
    "URL-encoded": encodeURIComponent,
    "URL-encoded twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
    "packed, then base64": (secret) => gzipSync(secret).toString("base64"),
    "as Helm stores releases": (secret) => base64(gzipSync(jsonString(secret)).toString("base64")),
    "in a base64 kubeconfig": (secret) =>
        base64(JSON.stringify({ users: [{ name: "pipeline", user: { token: secret } }] })),
};

/** A token as Kubernetes issues them: the claims differ little from one to the next. */
function webToken(signature = randomBytes(256)): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const header = part({ alg: "RS256", kid: "bOqL8t5l7jXDXLLk9OqFHXo9Y8w2u0hFqRj3cGxkJ0Y" });
    const subject = `system:serviceaccount:shop:${randomBytes(8).toString("hex")}`;
    return `${header}.${part({ iss: "kubernetes/serviceaccount", sub: subject })}.${signature.toString("base64url")}`;
}

const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const secrets = fc.oneof(
    fc.string({ minLength: 24, maxLength: 200, unit: printable }),
    fc.uint8Array({ minLength: 64, maxLength: 256 }).map((bytes) => webToken(Buffer.from(bytes))),
);
/** What may stand before and after. Not letters, which would make a run of base64 of any length. */
const surroundings = fc.oneof(fc.string(), fc.base64String(), fc.lorem());

function leaksIn(text: string | Buffer, secret: string) {
    const detector = new LeakDetector();
    detector.watch("the token", secret);
    detector.searchText("output", text);
    return detector.leaks;
}

describe("the leak detector", () => {
    for (const [name, encode] of Object.entries(ENCODINGS)) {
        it(`finds a secret in any surroundings: ${name}`, () => {
            fc.assert(
                fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
                    const leaks = leaksIn(`${before}"${encode(secret)}"${after}`, secret);
                    assert.notEqual(leaks.length, 0);
                }),
            );
        });
    }

    it("finds base64 at any alignment, also with base64 right before and after it", () => {
        fc.assert(
            fc.property(fc.string(), fc.string(), fc.base64String(), (before, after, neighbour) => {
                const token = webToken();
                const leaks = leaksIn(neighbour + base64(before + token + after) + neighbour, token);
                assert.notEqual(leaks.length, 0);
            }),
        );
    });

    it("finds any forty characters of a token, plain and encoded", () => {
        fc.assert(
            fc.property(fc.nat(10_000), fc.constantFrom(...Object.values(ENCODINGS)), (from, encode) => {
                const token = webToken();
                const own = token.slice(token.indexOf(".") + 1);
                const start = from % (own.length - 40);
                assert.notEqual(leaksIn(encode(own.slice(start, start + 40)), token).length, 0);
            }),
        );
    });

    it("finds the signature alone", () => {
        const token = webToken();
        assert.equal(leaksIn(`signature=${token.split(".")[2]}`, token).length, 1);
    });

    it("does not take a token's header, which all tokens of a cluster share, for the token", () => {
        const token = webToken();
        assert.deepEqual(leaksIn(token.split(".")[0] ?? "", token), []);
    });

    it("finds nothing in random text and data", () => {
        fc.assert(
            fc.property(secrets, fc.uint8Array({ maxLength: 5000 }), fc.lorem(), (secret, bytes, text) => {
                const data = Buffer.from(bytes);
                assert.deepEqual(leaksIn(data, secret), []);
                assert.deepEqual(leaksIn(data.toString("base64"), secret), []);
                assert.deepEqual(leaksIn(text, secret), []);
            }),
        );
    });

    it("reports where and how, once, and never the secret", () => {
        const token = webToken();
        const [leak, ...others] = leaksIn(`0123456789${token}`, token);
        const own = token.slice(token.indexOf(".") + 1);
        assert.deepEqual(leak, {
            secret: "the token",
            where: "output",
            offset: 10 + token.length - own.length,
            length: own.length,
            encoding: "raw",
        });
        assert.deepEqual(others, []);
        assert.ok(!JSON.stringify(leak).includes(own.slice(0, 12)));
    });

    it("looks for the text around a public part that was replaced", () => {
        const detector = new LeakDetector();
        detector.watchAround("kubeconfig", '{"ca":"PUBLIC","token":"abcdefgh"}', "PUBLIC", "abcdefgh");
        detector.searchText("output", base64('{"ca":"OTHER","token":"abcdefgh"}'));
        assert.equal(detector.leaks.length, 1);
    });

    it("searches whole directories, packed files among them, and refuses to have searched nothing", async () => {
        const directory = mkdtempSync(join(tmpdir(), "leaks-"));
        try {
            const token = webToken();
            const detector = new LeakDetector();
            assert.throws(() => detector.assertClean(), /nothing to look for/);
            detector.watch("the token", token);
            assert.throws(() => detector.assertClean(), /nowhere to look/);
            writeFileSync(join(directory, "clean.log"), "nothing here");
            await detector.searchTree(directory);
            detector.assertClean();
            writeFileSync(join(directory, "state.json.gz"), gzipSync(JSON.stringify({ token })));
            await detector.searchTree(directory);
            assert.throws(
                () => detector.assertClean(),
                /1 leaks:\n {2}the token: raw in gzip, .*state\.json\.gz/,
            );
        } finally {
            rmSync(directory, { recursive: true });
        }
    });

    it("refuses secrets that turn up by chance", () => {
        assert.throws(() => new LeakDetector().watch("pin", "1234"), /4 characters turn up by chance/);
    });
});
