import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { resolve } from "../../toolchain/resolve";
import { fakePart, temporaryDirectory, writeFakeModule } from "../unit/toolchain/fakeParts";

const HELLO = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n';

describe("Building a part from its Go module", function () {
    // A lock is given up 10 s after its process was killed.
    this.timeout(60_000);
    let directory: string;
    let cache: string;
    let modules: string;
    let env: NodeJS.ProcessEnv;
    const part = fakePart("http://unused.invalid");
    const started: ChildProcess[] = [];

    beforeEach(() => {
        directory = temporaryDirectory();
        cache = join(directory, "cache");
        modules = writeFakeModule(join(directory, "modules"), HELLO);
        const bin = join(directory, "bin");
        mkdirSync(bin);
        // Go as it is, but so slow that a test can interrupt it, and it tells of each time that it runs.
        const go = execFileSync("sh", ["-c", "command -v go"], { encoding: "utf8" }).trim();
        writeFileSync(
            join(bin, "go"),
            `#!/bin/sh\necho $$ >> "${directory}/go.pids"\nsleep "$GO_DELAY"\nexec "${go}" "$@"\n`,
            { mode: 0o755 },
        );
        env = {
            ...process.env,
            PATH: [bin, process.env.PATH].join(delimiter),
            CI_ACCESS_CACHE: cache,
            CI_ACCESS_TOOLCHAIN_SOURCES: "build",
            GO_DELAY: "0",
        };
    });
    afterEach(() => {
        for (const child of started.splice(0)) {
            child.kill("SIGKILL");
        }
        rmSync(directory, { recursive: true, maxRetries: 5 });
    });

    /** Resolves the part in a process of its own, as `npm test` in another terminal would. */
    function resolveElsewhere(delay: string) {
        const program = `
            require(${JSON.stringify(join(__dirname, "../../toolchain/resolve"))})
                .resolve(["tool"], {
                    ...${JSON.stringify({ parts: [part], modules })},
                    report: ({ text }) => console.log(text),
                })
                .then(({ tool }) => console.log("path " + tool));`;
        const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", program], {
            env: { ...env, GO_DELAY: delay },
            stdio: ["ignore", "pipe", "inherit"],
        });
        started.push(child);
        let output = "";
        child.stdout.setEncoding("utf8").on("data", (text) => {
            output += text;
        });
        const ended = new Promise<string | null>((done) => {
            child.on("close", (_code, signal) => done(signal));
        });
        return { child, ended, output: () => output };
    }

    const goProcesses = () =>
        existsSync(join(directory, "go.pids"))
            ? readFileSync(join(directory, "go.pids"), "utf8").trim().split("\n").map(Number)
            : [];

    /** A process that has ended may be listed until its parent, here process 1, asks for its exit code. */
    function isRunning(id: number): boolean {
        const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", `${id}`], { encoding: "utf8" });
        return stdout.trim() !== "" && !stdout.startsWith("Z");
    }

    async function untilGoRuns(): Promise<void> {
        while (goProcesses().length === 0) {
            await sleep(20);
        }
    }

    const run = (tool: string) => execFileSync(tool, { encoding: "utf8" });

    it("gives an executable, and builds it anew only when the module changes", async () => {
        const first = await resolve(["tool"], { parts: [part], modules, env });
        assert.equal(run(first.tool), "hello\n");
        const second = await resolve(["tool"], { parts: [part], modules, env });
        assert.equal(second.tool, first.tool);
        assert.equal(goProcesses().length, 1);

        writeFakeModule(modules, HELLO.replace("hello", "good bye"));
        const third = await resolve(["tool"], { parts: [part], modules, env });
        assert.equal(run(third.tool), "good bye\n");
        assert.equal(run(first.tool), "hello\n");
    });

    it("shows what Go says where it fails, and leaves nothing", async () => {
        writeFakeModule(modules, "package main\n\nfunc main() { nonsense() }\n");
        await assert.rejects(
            resolve(["tool"], { parts: [part], modules, env }),
            /tool 2\.1\.0 could not be built: go build in toolchain\/tool failed[\s\S]*main\.go:3:15: undefined: nonsense/,
        );
        assert.deepEqual(readdirSync(join(cache, "tool")), []);
    });

    it("builds once where two processes ask at the same time, and the second says that it waits", async () => {
        const both = [resolveElsewhere("1"), resolveElsewhere("1")];
        await Promise.all(both.map(({ ended }) => ended));
        const paths = both.map(({ output }) => /^path (.*)$/m.exec(output())?.[1]);
        assert.ok(paths[0] && paths[0] === paths[1], both.map(({ output }) => output()).join("\n"));
        assert.equal(goProcesses().length, 1);
        const waiting = both.filter(({ output }) => output().includes("waiting for its result"));
        assert.equal(waiting.length, 1);
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`leaves nothing, not even a running Go, when it is ended by ${signal}`, async () => {
            const { child, ended } = resolveElsewhere("30");
            await untilGoRuns();
            child.kill(signal);
            assert.equal(await ended, signal);
            assert.deepEqual(readdirSync(join(cache, "tool")), []);
            await sleep(50);
            assert.deepEqual(goProcesses().filter(isRunning), []);
        });
    }

    it("leaves nothing that counts when it is killed, and the next run succeeds and removes the rest", async () => {
        const { child, ended } = resolveElsewhere("3");
        await untilGoRuns();
        child.kill("SIGKILL");
        await ended;
        const halfDone = readdirSync(join(cache, "tool"));
        assert.ok(
            halfDone.every((name) => name.startsWith(".")),
            halfDone.join(" "),
        );

        const { tool } = await resolve(["tool"], { parts: [part], modules, env });
        assert.equal(run(tool), "hello\n");
        assert.deepEqual(
            readdirSync(join(cache, "tool")).filter((name) => name.startsWith(".")),
            [],
        );
    });
});
