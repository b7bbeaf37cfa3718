import { Agent, request } from "node:https";
import type { KeyPair } from "./certificates";

export interface ApiResponse {
    status: number;
    /** The parsed JSON, or the text where it is none. */
    // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect from any kind of object.
    body: any;
}

export interface ApiEndpoint {
    server: string;
    certificateAuthority: string;
}

/** Who asks: a client certificate, or a bearer token. */
export type ApiIdentity = KeyPair | { token: string };

/** Plain requests to an API server: quicker than kubectl by a factor of twenty, and exact. */
export class KubernetesApi {
    private readonly agent: Agent;

    constructor(
        private readonly endpoint: ApiEndpoint,
        private readonly identity: ApiIdentity,
        private readonly headers: Record<string, string> = {},
    ) {
        const certificate =
            "token" in identity ? {} : { cert: identity.certificate, key: identity.privateKey };
        this.agent = new Agent({ ca: endpoint.certificateAuthority, keepAlive: true, ...certificate });
    }

    /** The same, as another user, whom this one may impersonate. */
    as(user: string): KubernetesApi {
        return new KubernetesApi(this.endpoint, this.identity, { "impersonate-user": user });
    }

    get(path: string): Promise<ApiResponse> {
        return this.request("GET", path);
    }

    create(path: string, object: object): Promise<ApiResponse> {
        return this.request("POST", path, object);
    }

    /** A JSON merge patch. */
    patch(path: string, changes: object): Promise<ApiResponse> {
        return this.request("PATCH", path, changes, "application/merge-patch+json");
    }

    delete(path: string): Promise<ApiResponse> {
        return this.request("DELETE", path);
    }

    request(
        method: string,
        path: string,
        body?: object,
        contentType = "application/json",
    ): Promise<ApiResponse> {
        const headers: Record<string, string> = {
            ...this.headers,
            accept: "application/json",
            "content-type": contentType,
        };
        if ("token" in this.identity) headers.authorization = `Bearer ${this.identity.token}`;
        return new Promise((resolve, reject) => {
            const outgoing = request(
                new URL(path, this.endpoint.server),
                {
                    method,
                    agent: this.agent,
                    timeout: 30_000,
                    headers,
                },
                (incoming) => {
                    const chunks: Buffer[] = [];
                    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
                    incoming.on("error", reject);
                    incoming.on("end", () => {
                        const text = Buffer.concat(chunks).toString("utf8");
                        resolve({ status: incoming.statusCode ?? 0, body: parse(text) });
                    });
                },
            );
            outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path} timed out`)));
            outgoing.on("error", reject);
            outgoing.end(body && JSON.stringify(body));
        });
    }

    /** Closes the kept connections. */
    close(): void {
        this.agent.destroy();
    }
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
