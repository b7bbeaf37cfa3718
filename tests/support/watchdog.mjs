// Ends what a process owned, once that process is gone, however it went: its end of our standard
// input closes even when it is killed with SIGKILL. Plain JavaScript, so that it is up in milliseconds.
// Each line is a JSON object: { own: { group } | { directory } } or { release: … }.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

const groups = new Set();
const directories = new Set();

for await (const line of createInterface({ input: process.stdin })) {
    const { own, release } = JSON.parse(line);
    if (own?.group) groups.add(own.group);
    if (own?.directory) directories.add(own.directory);
    if (release?.group) groups.delete(release.group);
    if (release?.directory) directories.delete(release.directory);
}

for (const group of groups) {
    try {
        process.kill(-group, "SIGKILL");
    } catch {
        // It ended by itself.
    }
}
for (const directory of directories) {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
