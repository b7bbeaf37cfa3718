import { createHash } from "node:crypto";
import sodium from "libsodium-wrappers";

/** The key pair of a scope: what is sealed with its public half can be opened here, and nowhere else. */
export class SealingKey {
    readonly id: string;
    private readonly pair: { publicKey: Uint8Array; privateKey: Uint8Array };

    /** Only after `sodiumReady()`. */
    constructor() {
        this.pair = sodium.crypto_box_keypair();
        // GitHub's ids are decimal numbers of this length; only equality matters.
        const digest = createHash("sha256").update(this.pair.publicKey).digest();
        this.id = String(digest.readBigUInt64BE()).padStart(19, "0").slice(0, 19);
    }

    get publicKey(): string {
        return Buffer.from(this.pair.publicKey).toString("base64");
    }

    /** The plain value; undefined if it was not sealed for this key. */
    open(sealed: string): string | undefined {
        try {
            const ciphertext = Buffer.from(sealed, "base64");
            return Buffer.from(
                sodium.crypto_box_seal_open(ciphertext, this.pair.publicKey, this.pair.privateKey),
            ).toString("utf8");
        } catch {
            return undefined;
        }
    }
}

export async function sodiumReady(): Promise<void> {
    await sodium.ready;
}

/** As every client of GitHub's does it, for tests that speak to the emulator themselves. */
export function seal(value: string, publicKey: string): string {
    return Buffer.from(sodium.crypto_box_seal(value, Buffer.from(publicKey, "base64"))).toString("base64");
}
