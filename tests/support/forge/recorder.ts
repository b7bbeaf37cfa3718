import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import type { ForgeRequest } from "./exchange";

export interface RecordedRequest {
    at: string;
    method: string;
    path: string;
    query: string;
    /** The body with every value that may be a secret replaced by its length and digest. */
    body: unknown;
    /** The status answered, or what was done instead of answering. */
    outcome: number | "hung" | "closed";
}

/** What a secret leaves behind: enough to compare two, not enough to know one. */
export interface Fingerprint {
    length: number;
    sha256: string;
}

export function fingerprint(value: string): Fingerprint {
    return { length: Buffer.byteLength(value), sha256: createHash("sha256").update(value).digest("hex") };
}

/** The fields in which either forge is sent a secret, sealed or not. */
const SECRET_FIELDS = new Set(["value", "encrypted_value"]);

/**
 * Remembers every request, and no secret: bodies are redacted before anything else sees them, and headers,
 * which carry the caller's token, are not kept at all.
 */
export class Recorder {
    readonly requests: RecordedRequest[] = [];

    constructor(private readonly logFile?: string) {}

    record(request: ForgeRequest, outcome: RecordedRequest["outcome"]): void {
        const entry: RecordedRequest = {
            at: new Date().toISOString(),
            method: request.method,
            path: request.path,
            query: queryWithoutSecrets(request.query),
            body: redacted(request),
            outcome,
        };
        this.requests.push(entry);
        if (this.logFile) {
            appendFileSync(this.logFile, `${JSON.stringify(entry)}\n`);
        }
    }

    /** The requests that may change something, which is what a no-op must not make. */
    writes(): RecordedRequest[] {
        return this.requests.filter(({ method }) => method !== "GET" && method !== "HEAD");
    }

    clear(): void {
        this.requests.length = 0;
    }
}

/** GitLab takes parameters in the query as well. */
function queryWithoutSecrets(query: URLSearchParams): string {
    const safe = [...query].map(([name, value]) => [
        name,
        SECRET_FIELDS.has(name) ? fingerprint(value).sha256 : value,
    ]);
    return new URLSearchParams(safe).toString();
}

function redacted(request: ForgeRequest): unknown {
    if (request.body === "") {
        return undefined;
    }
    try {
        const parsed: unknown = request.headers["content-type"]?.includes("form-urlencoded")
            ? Object.fromEntries(new URLSearchParams(request.body))
            : JSON.parse(request.body);
        return withoutSecrets(parsed);
    } catch {
        // Whatever it is, it may hold a secret.
        return fingerprint(request.body);
    }
}

function withoutSecrets(body: unknown): unknown {
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
        return fingerprint(JSON.stringify(body));
    }
    return Object.fromEntries(
        Object.entries(body).map(([name, value]) => [
            name,
            SECRET_FIELDS.has(name) ? fingerprint(String(value)) : value,
        ]),
    );
}
