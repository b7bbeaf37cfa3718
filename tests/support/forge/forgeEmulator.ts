import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Arrival, arrivalsPage } from "./arrivalsPage";
import { type Answer, type ForgeRequest, Refusal } from "./exchange";
import { Faults, type RequestMatch, type StatusFault } from "./faults";
import { Recorder } from "./recorder";

export interface ForgeEmulatorOptions {
    /** 0, the default, takes a free one. */
    port?: number;
    /** One line of JSON per request, without any value. */
    logFile?: string;
}

/** What both forges' emulators are: a server on loopback that answers, fails on demand, and remembers. */
export abstract class ForgeEmulator {
    readonly recorder: Recorder;
    /** Requests for something that the emulator does not know: either a test is wrong, or the emulator is too small. */
    readonly unexpected: string[] = [];
    /** Requests and answers that break the forge's published description, or its documentation. */
    readonly violations: string[] = [];
    private readonly faults = new Faults();
    private server: Server | undefined;

    protected constructor(
        private readonly forge: string,
        private readonly options: ForgeEmulatorOptions,
    ) {
        this.recorder = new Recorder(options.logFile);
    }

    protected abstract respond(request: ForgeRequest): Answer | Promise<Answer>;
    /** How this forge words a failure that a test has ordered. */
    protected abstract faultAnswer(fault: StatusFault): Answer;
    /** Everything that the forge holds now, for the page that people read. */
    abstract arrivals(): Arrival[];

    /** Without a trailing slash. */
    get origin(): string {
        const address = this.server?.address() as AddressInfo | null | undefined;
        if (!address) {
            throw new Error(`the ${this.forge} emulator is not running`);
        }
        return `http://127.0.0.1:${address.port}`;
    }

    protected listen(): Promise<void> {
        this.server = createServer((incoming, outgoing) => {
            this.serve(incoming, outgoing).catch((error: unknown) => {
                this.violations.push(`${incoming.method} ${incoming.url}: ${error}`);
                outgoing.writeHead(500).end();
            });
        });
        return new Promise((resolve, reject) => {
            this.server?.once("error", reject).listen(this.options.port ?? 0, "127.0.0.1", resolve);
        });
    }

    async stop(): Promise<void> {
        const server = this.server;
        this.server = undefined;
        await new Promise<void>((resolve) => {
            if (!server) {
                return resolve();
            }
            server.close(() => resolve());
            server.closeAllConnections();
        });
    }

    /** The next `times` matching requests are refused with this status, in the forge's own words. */
    failNext(fault: { match?: RequestMatch; status: number; times?: number; retryAfter?: number }): void {
        const { match = {}, times = 1, status, retryAfter } = fault;
        this.faults.arm(match, times, { kind: "status", status, retryAfter });
    }

    /** The next `times` matching requests are left without an answer for so long, and then answered. */
    hang(fault: { match?: RequestMatch; times?: number; forMs: number }): void {
        this.faults.arm(fault.match ?? {}, fault.times ?? 1, { kind: "hang", forMs: fault.forMs });
    }

    /** The next `times` matching requests find their connection closed, and nothing done. */
    closeConnection(fault: { match?: RequestMatch; times?: number } = {}): void {
        this.faults.arm(fault.match ?? {}, fault.times ?? 1, { kind: "close" });
    }

    clearFaults(): void {
        this.faults.clear();
    }

    private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
        const request = await read(incoming);
        if (request.method === "GET" && request.path === "/") {
            return send(outgoing, { status: 200, html: arrivalsPage(this.forge, this.arrivals()) });
        }
        const fault = this.faults.take(request);
        if (fault?.kind === "close") {
            this.recorder.record(request, "closed");
            incoming.socket.destroy();
            return;
        }
        if (fault?.kind === "hang") {
            this.recorder.record(request, "hung");
            await new Promise((resolve) => setTimeout(resolve, fault.forMs).unref());
        }
        const answer =
            fault?.kind === "status"
                ? this.faultAnswer(fault)
                : await refusalAsAnswer(() => this.respond(request));
        this.recorder.record(request, answer.status);
        send(outgoing, answer);
    }
}

async function refusalAsAnswer(respond: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
        return await respond();
    } catch (error) {
        if (error instanceof Refusal) {
            return error.answer;
        }
        throw error;
    }
}

async function read(incoming: IncomingMessage): Promise<ForgeRequest> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
        chunks.push(chunk as Buffer);
    }
    const [path = "/", query = ""] = (incoming.url ?? "/").split("?", 2);
    return {
        method: incoming.method ?? "GET",
        path,
        query: new URLSearchParams(query),
        headers: incoming.headers as ForgeRequest["headers"],
        body: Buffer.concat(chunks).toString("utf8"),
    };
}

function send(outgoing: ServerResponse, answer: Answer): void {
    const [type, body] =
        answer.html !== undefined
            ? ["text/html; charset=utf-8", answer.html]
            : answer.text !== undefined
              ? ["text/plain", answer.text]
              : [
                    "application/json; charset=utf-8",
                    answer.json === undefined ? "" : JSON.stringify(answer.json),
                ];
    outgoing.writeHead(answer.status, { ...(body !== "" && { "content-type": type }), ...answer.headers });
    outgoing.end(body);
}
