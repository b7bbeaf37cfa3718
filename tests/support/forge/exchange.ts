/** A request as an emulator sees it: already read to its end, not yet understood. */
export interface ForgeRequest {
    method: string;
    /** As sent, still percent-encoded: an encoded slash inside a segment is not a separator. */
    path: string;
    query: URLSearchParams;
    headers: Record<string, string | undefined>;
    body: string;
}

/** What an emulator says: a JSON body, a plain text one, or none. */
export interface Answer {
    status: number;
    headers?: Record<string, string>;
    json?: unknown;
    text?: string;
    html?: string;
}

/** Thrown anywhere in an emulator to end the request with that answer. */
export class Refusal extends Error {
    constructor(readonly answer: Answer) {
        super(`${answer.status} ${JSON.stringify(answer.json ?? answer.text ?? "")}`);
    }
}
