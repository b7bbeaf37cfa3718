import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = string | ((response: ServerResponse) => void);

/** A vendor on loopback: paths, and what is answered. */
export interface DownloadServer {
    base: string;
    answers: Record<string, Answer>;
    /** The paths that were asked for. */
    requests: string[];
    close(): Promise<void>;
}

export async function startDownloadServer(): Promise<DownloadServer> {
    const answers: Record<string, Answer> = {};
    const requests: string[] = [];
    const server = createServer((request, response) => {
        const path = request.url ?? "";
        requests.push(path);
        const answer = answers[path];
        if (answer === undefined) {
            response.writeHead(404).end();
        } else if (typeof answer === "string") {
            response.end(answer);
        } else {
            answer(response);
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        answers,
        requests,
        close: () =>
            new Promise((resolve) => {
                server.close(() => resolve());
                server.closeAllConnections();
            }),
    };
}

export const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
