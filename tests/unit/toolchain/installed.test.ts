import assert from "node:assert/strict";
import { rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findInstalled } from "../../../toolchain/installed";
import { fakePart, temporaryDirectory, writeExecutable } from "./fakeParts";

describe("A part that is installed already", () => {
    let directory: string;
    let reasons: string[];
    const find = (env: NodeJS.ProcessEnv, changes = {}) =>
        findInstalled(fakePart("http://unused.invalid", changes), env, (reason) => reasons.push(reason));

    beforeEach(() => {
        directory = temporaryDirectory();
        reasons = [];
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    it("is taken from its own variable before PATH", async () => {
        const home = writeExecutable(join(directory, "home", "tool"), "2.3.4");
        writeExecutable(join(directory, "bin", "tool"), "2.5.0");
        const found = await find({ TOOL_HOME: join(directory, "home"), PATH: join(directory, "bin") });
        assert.deepEqual(found, { path: home, version: "2.3.4", where: "$TOOL_HOME" });
    });

    it("is taken from the first directory of PATH that has a version that will do", async () => {
        const old = writeExecutable(join(directory, "old", "tool"), "1.9.9");
        const good = writeExecutable(join(directory, "good", "tool"), "2.0.1");
        const PATH = [join(directory, "old"), join(directory, "none"), join(directory, "good")].join(
            delimiter,
        );
        assert.deepEqual(await find({ PATH }), { path: good, version: "2.0.1", where: "PATH" });
        assert.deepEqual(reasons, [`${old} is 1.9.9, and ^2.0.0 is needed`]);
    });

    it("is looked at once where two directories of PATH are the same", async () => {
        writeExecutable(join(directory, "usr", "tool"), "1.0.0");
        symlinkSync(join(directory, "usr"), join(directory, "bin"));
        await find({ PATH: [join(directory, "usr"), join(directory, "bin")].join(delimiter) });
        assert.equal(reasons.length, 1);
    });

    it("is not taken where it prints no version", async () => {
        const tool = writeExecutable(join(directory, "tool"), "unknown");
        assert.equal(await find({ PATH: directory }), undefined);
        assert.deepEqual(reasons, [`${tool} version printed no version`]);
    });

    it("may be a directory, or not executable, and is not taken then", async () => {
        writeExecutable(join(directory, "tool", "tool"), "2.0.0");
        assert.equal(await find({ PATH: directory }), undefined);
        assert.deepEqual(reasons, ["not installed"]);
    });

    it("is a Pulumi plugin where the engine installed that very version, and not on PATH", async () => {
        const plugins = join(directory, "pulumi", "plugins");
        const name = "pulumi-resource-tool";
        writeExecutable(join(plugins, "resource-tool-v2.0.9", name), "2.0.9");
        writeExecutable(join(directory, "bin", name), "2.1.0");
        const env = { PULUMI_HOME: join(directory, "pulumi"), PATH: join(directory, "bin") };
        const plugin = { name, plugin: "tool", installed: undefined };
        assert.equal(await find(env, plugin), undefined);

        const path = writeExecutable(join(plugins, "resource-tool-v2.1.0", name), "2.1.0");
        assert.deepEqual(await find(env, plugin), { path, version: "2.1.0", where: "Pulumi plugin" });
    });
});
