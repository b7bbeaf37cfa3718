import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Part } from "../../../toolchain/part";
import { buildPlace } from "../../../toolchain/places";
import { thisPlatform } from "../../../toolchain/platform";
import { locate, resolve } from "../../../toolchain/resolve";
import { type DownloadServer, sha256, startDownloadServer } from "./downloadServer";
import { fakePart, temporaryDirectory, writeExecutable, writeFakeModule } from "./fakeParts";

const PROGRAM = "#!/bin/sh\necho hello\n";

describe("The resolver of the tool chain", () => {
    let directory: string;
    let cache: string;
    let modules: string;
    let server: DownloadServer;

    before(async () => {
        server = await startDownloadServer();
    });
    after(() => server.close());
    beforeEach(() => {
        directory = temporaryDirectory();
        cache = join(directory, "cache");
        modules = writeFakeModule(join(directory, "modules"));
        for (const path of Object.keys(server.answers)) {
            delete server.answers[path];
        }
        server.requests.length = 0;
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    const options = (parts: Part[], sources = "path,download", env: NodeJS.ProcessEnv = {}) => ({
        parts,
        modules,
        env: { PATH: "/usr/bin:/bin", CI_ACCESS_CACHE: cache, CI_ACCESS_TOOLCHAIN_SOURCES: sources, ...env },
    });
    const publish = (content = PROGRAM, checksum = sha256(content)) => {
        server.answers["/tool"] = content;
        server.answers["/tool.sha256"] = `${checksum}\n`;
    };
    /** Everything under the cache but the folders themselves. */
    const leftovers = () =>
        existsSync(cache)
            ? readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((name) => name !== "tool")
            : [];

    it("prefers what is installed to everything else", async () => {
        publish();
        const tool = writeExecutable(join(directory, "bin", "tool"), "2.2.0");
        const part = fakePart(server.base);
        const found = await locate(
            ["tool"],
            options([part], undefined, { PATH: `${join(directory, "bin")}:/usr/bin:/bin` }),
        );
        assert.deepEqual(found.get("tool"), { path: tool, version: "2.2.0", from: "PATH" });
        assert.deepEqual(server.requests, []);
    });

    it("prefers what was built before to a download", async () => {
        publish();
        const part = fakePart(server.base);
        const { path } = buildPlace(part, cache, thisPlatform(), modules);
        writeExecutable(path, "2.1.0");
        const found = await locate(["tool"], options([part], "path,download,build"));
        assert.deepEqual(found.get("tool"), { path, version: "2.1.0", from: "cache (build)" });
        assert.deepEqual(server.requests, []);
    });

    it("downloads once, and then takes it from the cache", async () => {
        publish();
        const part = fakePart(server.base);
        const { tool } = await resolve(["tool"], options([part]));
        assert.equal(readFileSync(tool, "utf8"), PROGRAM);
        assert.ok(tool.startsWith(join(cache, "tool", "2.1.0-")));
        const again = await locate(["tool"], options([part]));
        assert.deepEqual(again.get("tool"), { path: tool, version: "2.1.0", from: "cache (download)" });
        assert.deepEqual(server.requests, ["/tool.sha256", "/tool"]);
    });

    it("downloads again what somebody removed from the cache", async () => {
        publish();
        const part = fakePart(server.base);
        const { tool } = await resolve(["tool"], options([part]));
        rmSync(tool);
        assert.equal((await resolve(["tool"], options([part]))).tool, tool);
        assert.ok(existsSync(tool));
    });

    it("downloads once for two that ask at the same time, and tells the second that it waits", async () => {
        publish();
        const part = fakePart(server.base);
        server.answers["/tool"] = (response) => setTimeout(() => response.end(PROGRAM), 100);
        const texts: string[] = [];
        const report = ({ text }: { text: string }) => texts.push(text);
        const both = await Promise.all([
            resolve(["tool"], { ...options([part]), report }),
            resolve(["tool"], { ...options([part]), report }),
        ]);
        assert.equal(both[0].tool, both[1].tool);
        assert.equal(server.requests.filter((path) => path === "/tool").length, 1);
        assert.equal(texts.filter((text) => text.includes("waiting for its result")).length, 1);
    });

    it("unpacks an archive once for all parts that are in it", async () => {
        const files = join(directory, "archive");
        writeExecutable(join(files, "tools", "tool"), "2.1.0");
        writeExecutable(join(files, "tools", "other"), "2.1.0");
        const archive = join(directory, "tools.tar.gz");
        execFileSync("tar", ["-czf", archive, "-C", files, "tools"]);
        server.answers["/tools.tar.gz"] = (response) => response.end(readFileSync(archive));
        server.answers["/sums"] =
            `${createHash("sha256").update(readFileSync(archive)).digest("hex")}  tools.tar.gz`;
        const parts = ["tool", "other"].map((name) => {
            const part = fakePart(server.base, { name });
            part.download = {
                ...part.download,
                archive: "tools",
                url: `${server.base}/tools.tar.gz`,
                checksums: { url: `${server.base}/sums`, format: "lines" },
                member: `tools/${name}`,
            };
            return part;
        });
        const { tool, other } = await resolve(["tool", "other"], options(parts));
        assert.equal(dirname(tool), dirname(other));
        assert.match(execFileSync(tool, { encoding: "utf8" }), /2\.1\.0/);
        assert.deepEqual(server.requests, ["/sums", "/tools.tar.gz"]);
    });

    it("says so where an archive does not hold what it should", async () => {
        publish();
        const part = fakePart(server.base);
        const archive = join(directory, "tool");
        execFileSync("tar", ["-czf", archive, "-C", modules, "tool"]);
        server.answers["/tool"] = (response) => response.end(readFileSync(archive));
        server.answers["/tool.sha256"] = createHash("sha256").update(readFileSync(archive)).digest("hex");
        part.download.member = "tool/bin/tool";
        await assert.rejects(resolve(["tool"], options([part])), /\/tool does not hold tool\/bin\/tool/);
        assert.deepEqual(leftovers(), []);
    });

    it("refuses a download that is not what its vendor's checksum says, and keeps nothing of it", async () => {
        publish(PROGRAM, sha256("something else"));
        await assert.rejects(resolve(["tool"], options([fakePart(server.base)])), (error: Error) => {
            assert.ok(error.message.includes(`${server.base}/tool has SHA-256 ${sha256(PROGRAM)}, but`));
            assert.ok(error.message.includes("is not used"));
            return true;
        });
        assert.deepEqual(leftovers(), []);
    });

    it("refuses a download that breaks off, and succeeds the next time", async () => {
        publish();
        const part = fakePart(server.base);
        server.answers["/tool"] = (response) => {
            response.writeHead(200, { "content-length": "1000000" });
            response.write(PROGRAM, () => response.destroy());
        };
        await assert.rejects(resolve(["tool"], options([part])), /\/tool: .*after 0 MB/);
        assert.deepEqual(leftovers(), []);
        publish();
        assert.ok(existsSync((await resolve(["tool"], options([part]))).tool));
    });

    it("removes what a killed run left half-done", async () => {
        publish();
        const part = fakePart(server.base);
        writeExecutable(join(cache, "tool", ".partial-Kx2f1a", "result", "tool"), "2.1.0");
        const { tool } = await resolve(["tool"], options([part]));
        assert.deepEqual(readdirSync(join(cache, "tool")), [dirname(tool).split("/").pop()]);
    });

    it("asks a host that cannot be reached once in a run", async () => {
        const closed = await startDownloadServer();
        await closed.close();
        const parts = ["tool", "other"].map((name) => fakePart(closed.base, { name, installed: undefined }));
        await assert.rejects(resolve(["tool", "other"], options(parts)), (error: Error) => {
            const host = new URL(closed.base).host;
            const reasons = error.message.split("\n").filter((line) => line.includes(host));
            assert.deepEqual(reasons, Array(2).fill(`    ${host} cannot be reached (ECONNREFUSED)`));
            return true;
        });
    });

    it("goes on to build where Go is missing too, and then says all that is missing and what to do", async () => {
        const parts = ["tool", "other"].map((name) => fakePart(server.base, { name }));
        await assert.rejects(
            resolve(
                ["tool", "other"],
                options(parts, undefined, { CI_ACCESS_TOOLCHAIN_SOURCES: "build", PATH: "" }),
            ),
            (error: Error) => {
                for (const expected of [
                    "  tool 2.1.0\n",
                    "  other 2.1.0\n",
                    "no `go` on PATH",
                    "https://go.dev/dl",
                ]) {
                    assert.ok(error.message.includes(expected), `${expected} is in: ${error.message}`);
                }
                return true;
            },
        );
        assert.deepEqual(
            leftovers().filter((name) => name !== "other"),
            [],
        );
    });

    it("says what parts and sources there are where one is not", async () => {
        const parts = [fakePart(server.base)];
        await assert.rejects(resolve(["nope"], options(parts)), /no part "nope"; the parts are tool/);
        await assert.rejects(
            resolve(["tool"], options(parts, "path,web")),
            /CI_ACCESS_TOOLCHAIN_SOURCES contains "web"; list some of path,download,build/,
        );
    });
});
