export interface Reply {
    status: number;
    headers: Headers;
    // biome-ignore lint/suspicious/noExplicitAny: a reply is what the forge says.
    json: any;
    text: string;
}

export type Caller = (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
) => Promise<Reply>;

/** Calls a forge as its clients do, with this token unless the headers say otherwise. */
export function callerOf(base: string, token: string): Caller {
    return async (method, path, body, headers = {}) => {
        const response = await fetch(`${base}${path}`, {
            method,
            headers: {
                authorization: `Bearer ${token}`,
                ...(body !== undefined && { "content-type": "application/json" }),
                ...headers,
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await response.text();
        const isJson = response.headers.get("content-type")?.includes("json");
        return {
            status: response.status,
            headers: response.headers,
            text,
            json: isJson ? JSON.parse(text) : undefined,
        };
    };
}
