import { spawn } from "node:child_process";
import { endProcessGroup, ownProcessGroup, releaseProcessGroup } from "./ownership";

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
    /** Sent to the command and everything it started, when aborted. */
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

        const group = child.pid;
        if (group === undefined) {
            return;
        }
        ownProcessGroup(group);
        options.interrupt?.signal.addEventListener("abort", () =>
            endProcessGroup(group, options.interrupt?.with),
        );
        child.once("close", (code, signal) => {
            releaseProcessGroup(group);
            resolve({
                code: code ?? 128 + (signal === "SIGKILL" ? 9 : signal === "SIGINT" ? 2 : 15),
                ...output,
                seconds: (performance.now() - began) / 1000,
            });
        });
    });
}
