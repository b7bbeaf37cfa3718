import { SealingKey } from "./sealedBox";

export type Visibility = "all" | "private" | "selected";

export interface StoredSecret {
    name: string;
    keyId: string;
    sealed: string;
    length: number;
    createdAt: Date;
    updatedAt: Date;
    /** Of organizations only. */
    visibility?: Visibility;
    selectedRepositoryIds: Set<number>;
}

/** Why GitHub would not take a secret; the status is 422 for each. */
export class SecretRejected extends Error {}

/** From "Secrets reference" in GitHub's documentation. */
const NAME = /^[A-Z_][A-Z0-9_]*$/;
const RESERVED_PREFIX = "GITHUB_";
const MAXIMUM_BYTES = 48 * 1024;

/**
 * The secrets of one scope: a repository, an environment, an organization, for Actions or for Dependabot.
 * Values are kept sealed, as they came.
 */
export class SecretStore {
    private readonly secrets = new Map<string, StoredSecret>();
    private readonly keys = [new SealingKey()];

    constructor(private readonly maximumCount: number) {}

    get key(): SealingKey {
        return this.keys[this.keys.length - 1] as SealingKey;
    }

    /** From now on only the new key seals; what is there can still be opened. */
    rotateKey(): void {
        this.keys.push(new SealingKey());
    }

    list(): StoredSecret[] {
        return [...this.secrets.values()].sort((one, other) => one.name.localeCompare(other.name));
    }

    get(name: string): StoredSecret | undefined {
        return this.secrets.get(name.toUpperCase());
    }

    /** True if it was created, false if it was there. */
    put(name: string, keyId: string, sealed: string): boolean {
        const upper = name.toUpperCase();
        if (!NAME.test(upper) || upper.startsWith(RESERVED_PREFIX)) {
            throw new SecretRejected(
                "Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). " +
                    "Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_). " +
                    "Must not start with GITHUB_.",
            );
        }
        if (keyId !== this.key.id) {
            throw new SecretRejected("The key_id is not that of the scope's public key");
        }
        const value = this.key.open(sealed);
        if (value === undefined) {
            throw new SecretRejected("The encrypted_value was not sealed with the scope's public key");
        }
        const length = Buffer.byteLength(value);
        if (length > MAXIMUM_BYTES) {
            throw new SecretRejected("The secret is larger than 48 KB");
        }
        const existing = this.secrets.get(upper);
        if (!existing && this.secrets.size >= this.maximumCount) {
            throw new SecretRejected(`The limit of ${this.maximumCount} secrets is reached`);
        }
        this.secrets.set(upper, {
            name: upper,
            keyId,
            sealed,
            length,
            createdAt: existing?.createdAt ?? new Date(),
            updatedAt: laterThan(existing?.updatedAt),
            visibility: existing?.visibility,
            selectedRepositoryIds: existing?.selectedRepositoryIds ?? new Set(),
        });
        return !existing;
    }

    delete(name: string): boolean {
        return this.secrets.delete(name.toUpperCase());
    }

    decrypted(name: string): string | undefined {
        const secret = this.get(name);
        return secret && this.keys.find(({ id }) => id === secret.keyId)?.open(secret.sealed);
    }
}

/** Times are answered in whole seconds: two changes of a secret within one must still differ. */
function laterThan(previous: Date | undefined): Date {
    return new Date(Math.max(Date.now(), (previous?.getTime() ?? 0) + 1000));
}
