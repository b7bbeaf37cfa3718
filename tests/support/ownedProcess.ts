import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { ownSession, releaseSession } from "./ownership";
import { killSession } from "./processSession.cjs";

export interface OwnedProcessOptions {
    executable: string;
    args: string[];
    /** Receives standard output and standard error. */
    logFile: string;
    cwd: string;
    env: NodeJS.ProcessEnv;
}

/** A server process, which goes when this process goes. */
export class OwnedProcess {
    readonly pid: number;
    readonly exited: Promise<void>;

    private constructor(
        readonly name: string,
        private readonly child: ChildProcess,
        private readonly logFile: string,
    ) {
        this.pid = child.pid ?? 0;
        this.exited = new Promise((resolve) => child.once("exit", () => resolve()));
        this.exited.then(() => releaseSession(this.pid));
        ownSession(this.pid);
        child.unref();
    }

    static async start(name: string, options: OwnedProcessOptions): Promise<OwnedProcess> {
        const log = openSync(options.logFile, "a", 0o600);
        const child = spawn(options.executable, options.args, {
            cwd: options.cwd,
            env: options.env,
            detached: true,
            stdio: ["ignore", log, log],
        });
        closeSync(log);
        await new Promise<void>((resolve, reject) => {
            child.once("spawn", resolve);
            child.once("error", (cause) => reject(new Error(`${name} did not start`, { cause })));
        });
        return new OwnedProcess(name, child, options.logFile);
    }

    get alive(): boolean {
        return this.child.exitCode === null && this.child.signalCode === null;
    }

    /** What it said last, for an error message. */
    get lastWords(): string {
        return readFileSync(this.logFile, "utf8").trimEnd().split("\n").slice(-15).join("\n");
    }

    async stop(): Promise<void> {
        if (this.alive) {
            this.child.ref();
            killSession(this.pid);
            await this.exited;
        }
    }
}
