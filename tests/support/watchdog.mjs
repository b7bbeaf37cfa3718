// Ends what a process owned, once that process is gone, however it went: its end of our standard
// input closes even when it is killed with SIGKILL. Plain JavaScript, so that it is up in milliseconds.
// Each line is a JSON object: { own: { session } | { directory } } or { release: … }.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { killSession } from "./processSession.cjs";

const sessions = new Set();
const directories = new Set();

for await (const line of createInterface({ input: process.stdin })) {
    const { own, release } = JSON.parse(line);
    if (own?.session) sessions.add(own.session);
    if (own?.directory) directories.add(own.directory);
    if (release?.session) sessions.delete(release.session);
    if (release?.directory) directories.delete(release.directory);
}

for (const session of sessions) {
    killSession(session);
}
// A killed process ends a moment later, and may finish writing a file.
await setTimeout(300);
for (const directory of directories) {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
