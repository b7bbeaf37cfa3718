import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Part } from "../../../toolchain/part";

export function temporaryDirectory(): string {
    return realpathSync(mkdtempSync(join(tmpdir(), "ci-access-toolchain-")));
}

/** An executable that prints this as its version. */
export function writeExecutable(path: string, version: string): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\necho "Version: v${version}"\n`, { mode: 0o755 });
    return path;
}

/** A part that is published at `base` as a bare file, `base`/tool, with its checksum beside it. */
export function fakePart(base: string, changes: Partial<Part> = {}): Part {
    return {
        name: "tool",
        version: "2.1.0",
        installed: { directoryVariable: "TOOL_HOME", versionArguments: ["version"], accepts: "^2.0.0" },
        download: {
            archive: "tool",
            url: `${base}/tool`,
            checksums: { url: `${base}/tool.sha256`, format: "bare" },
            systems: ["linux", "darwin"],
        },
        build: { module: "tool", package: ".", variables: {}, minutes: 0 },
        ...changes,
    };
}

/** A folder of Go modules with one that would be built as the fake part. */
export function writeFakeModule(directory: string, main = "package main\n\nfunc main() {}\n"): string {
    mkdirSync(join(directory, "tool"), { recursive: true });
    writeFileSync(join(directory, "tool", "go.mod"), "module tool.test/tool\n\ngo 1.21\n");
    writeFileSync(join(directory, "tool", "main.go"), main);
    return directory;
}
