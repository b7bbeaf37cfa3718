import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onExit } from "signal-exit";
import type { Workplace } from "./cache";
import type { Part } from "./part";
import type { Platform } from "./platform";

const TICK_MILLISECONDS = 15_000;

/** Changes with everything that decides what a build gives. */
export function buildKey({ build }: Part, modules: string): string {
    const folder = join(modules, build.module);
    const hash = createHash("sha256");
    for (const name of readdirSync(folder).sort()) {
        if (/^go\.(mod|sum)$|\.go$/.test(name)) {
            hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
        }
    }
    return hash
        .update([build.package, ...linkerFlags(build)].join("\n"))
        .digest("hex")
        .slice(0, 12);
}

function linkerFlags({ variables }: Part["build"]): string[] {
    return ["-s", "-w", ...Object.entries(variables).flatMap(([name, value]) => ["-X", `${name}=${value}`])];
}

export class GoMissing extends Error {
    constructor() {
        super("Go is not installed: there is no `go` on PATH");
    }
}

/** Builds a part from its Go module; go's own messages are the error's where it fails. */
export async function buildPart(
    part: Part,
    modules: string,
    { os, arch }: Platform,
    { result, scraps }: Workplace,
    env: NodeJS.ProcessEnv,
    report: (text: string) => void,
): Promise<void> {
    const output = join(result, part.executable ?? part.name);
    const flags = ["-trimpath", "-v", "-ldflags", linkerFlags(part.build).join(" ")];
    const args = ["build", ...flags, "-o", output, part.build.package];
    const go = spawn("go", args, {
        cwd: join(modules, part.build.module),
        env: {
            ...env,
            CGO_ENABLED: "0",
            GOOS: os,
            GOARCH: arch,
            GOTMPDIR: scraps,
            GOWORK: "off",
            // All hashes are in go.sum: with -mod=readonly nothing is resolved anew, so no checksum database is asked.
            GOFLAGS: "-mod=readonly -buildvcs=false",
        },
        stdio: ["ignore", "ignore", "pipe"],
        // A group of its own, so that its compilers can be ended with it.
        detached: true,
    });
    const end = () => {
        try {
            process.kill(-(go.pid ?? Number.NaN), "SIGKILL");
        } catch {
            // It never started, or has ended by itself.
        }
    };
    const forget = onExit(end);
    const started = Date.now();
    const messages: string[] = [];
    let compiled = 0;
    let doing = "loading packages";
    const tick = setInterval(() => report(`${doing}, ${elapsed(started)}`), TICK_MILLISECONDS);
    createInterface({ input: go.stderr }).on("line", (line) => {
        if (line.startsWith("go: downloading ")) {
            doing = `downloading ${line.split(" ")[2]}`;
        } else if (/^[\w.~/-]+$/.test(line)) {
            // What -v prints: the path of a package.
            doing = `${++compiled} packages compiled, now ${line}`;
        } else {
            messages.push(line);
        }
    });
    try {
        const code = await new Promise<number | null>((resolve, reject) => {
            go.on("error", (error: NodeJS.ErrnoException) =>
                reject(error.code === "ENOENT" ? new GoMissing() : error),
            );
            go.on("close", resolve);
        });
        if (code !== 0) {
            const folder = `toolchain/${part.build.module}`;
            throw new Error(
                `go ${args[0]} in ${folder} failed (exit code ${code}):\n${messages.slice(-40).join("\n")}`,
            );
        }
    } finally {
        clearInterval(tick);
        forget();
    }
}

/** For people: `45 s`, `3 min 5 s`. */
export function elapsed(since: number): string {
    const seconds = Math.round((Date.now() - since) / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
