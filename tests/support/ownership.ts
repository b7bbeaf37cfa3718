import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killSession } from "./processSession.cjs";

/** Something that must not outlive this process: a process with all that it starts, or a temporary directory. */
type Owned = { session: number } | { directory: string };

const sessions = new Set<number>();
const directories = new Set<string>();
let watchdog: ChildProcess | undefined;

/** From now on a process that was started with `detached`, and all that it starts, go when this process goes. */
export function ownSession(session: number): void {
    sessions.add(session);
    tellWatchdog({ own: { session } });
}

export function releaseSession(session: number): void {
    sessions.delete(session);
    tellWatchdog({ release: { session } });
}

/** A new directory that only this user can read, gone with this process at the latest. */
export function ownTemporaryDirectory(name: string): string {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), `ci-access-${name}-`)));
    directories.add(directory);
    tellWatchdog({ own: { directory } });
    return directory;
}

export function removeTemporaryDirectory(directory: string): void {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    directories.delete(directory);
    tellWatchdog({ release: { directory } });
}

function endEverything(): void {
    for (const session of sessions) {
        killSession(session);
    }
    for (const directory of directories) {
        try {
            rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
        } catch {
            // A process that is still dying may write into it; the watchdog removes it after that.
        }
    }
}

let signalsEndThisProcess = true;

/** For a program that cleans up by itself on Ctrl-C, and then exits: what it owns stays until that exit. */
export function leaveSignalsToCaller(): void {
    signalsEndThisProcess = false;
}

function endOnSignal(signal: "SIGINT" | "SIGTERM" | "SIGHUP", exitCode: number): void {
    process.on(signal, () => {
        if (signalsEndThisProcess) {
            process.exit(exitCode);
        }
    });
}

function tellWatchdog(message: { own: Owned } | { release: Owned }): void {
    watchdog ??= startWatchdog();
    watchdog.stdin?.write(`${JSON.stringify(message)}\n`);
}

function startWatchdog(): ChildProcess {
    process.on("exit", endEverything);
    endOnSignal("SIGINT", 130);
    endOnSignal("SIGTERM", 143);
    endOnSignal("SIGHUP", 129);
    const child = spawn(process.execPath, [join(__dirname, "watchdog.mjs")], {
        // A group of its own: Ctrl-C in a terminal reaches the whole group of this process.
        detached: true,
        stdio: ["pipe", "ignore", "ignore"],
        env: {},
    });
    child.stdin?.on("error", () => {
        // Somebody killed the watchdog: the handlers above still clean up.
    });
    child.unref();
    (child.stdin as unknown as { unref(): void }).unref();
    return child;
}
