import { spawn } from "node:child_process";
import { ownSession, releaseSession } from "./ownership";
import { killSession } from "./processSession.cjs";

export interface CommandResult {
    /** The exit code; 128 and more where a signal ended it. */
    code: number;
    stdout: string;
    stderr: string;
    seconds: number;
}

export interface CommandOptions {
    cwd?: string;
    /** The whole environment, not an addition to this process's own. */
    env: NodeJS.ProcessEnv;
    input?: string;
    /** Sent to the command's process group when aborted, as Ctrl-C does in a terminal. */
    interrupt?: { signal: AbortSignal; with: NodeJS.Signals };
    onOutput?: (text: string) => void;
}

/** Runs a command to its end, whatever it exits with. It and its children go when this process goes. */
export function runCommand(
    executable: string,
    args: string[],
    options: CommandOptions,
): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
        const began = performance.now();
        const child = spawn(executable, args, {
            cwd: options.cwd,
            env: options.env,
            detached: true,
            stdio: ["pipe", "pipe", "pipe"],
        });
        const output = { stdout: "", stderr: "" };
        for (const stream of ["stdout", "stderr"] as const) {
            child[stream].setEncoding("utf8");
            child[stream].on("data", (text: string) => {
                output[stream] += text;
                options.onOutput?.(text);
            });
        }
        child.stdin.on("error", () => {
            // It ended without reading everything: its exit code tells.
        });
        child.stdin.end(options.input);
        child.once("error", reject);

        const session = child.pid;
        if (session === undefined) {
            return;
        }
        ownSession(session);
        const { interrupt } = options;
        interrupt?.signal.addEventListener("abort", () => {
            if (child.exitCode === null && child.signalCode === null) {
                process.kill(-session, interrupt.with);
            }
        });
        child.once("close", (code, signal) => {
            killSession(session);
            releaseSession(session);
            resolve({
                code: code ?? 128 + (signal === "SIGKILL" ? 9 : signal === "SIGINT" ? 2 : 15),
                ...output,
                seconds: (performance.now() - began) / 1000,
            });
        });
    });
}
