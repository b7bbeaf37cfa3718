import assert from "node:assert/strict";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pulumiEnvironment } from "../../../toolchain/environment";
import { PARTS } from "../../../toolchain/parts";
import { temporaryDirectory, writeExecutable } from "./fakeParts";

describe("A home for Pulumi", () => {
    let directory: string;
    let home: string;
    const put = (name: string) => writeExecutable(join(directory, "parts", name, name), name);

    beforeEach(() => {
        directory = temporaryDirectory();
        home = join(directory, "home");
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    it("has the engine beside its language host, first on PATH, and the plugins where the engine puts them", () => {
        const paths = {
            pulumi: put("pulumi"),
            "pulumi-language-nodejs": put("pulumi-language-nodejs"),
            "pulumi-resource-kubernetes": put("pulumi-resource-kubernetes"),
            etcd: put("etcd"),
        };
        const version = PARTS.find(({ plugin }) => plugin === "kubernetes")?.version;
        // Twice, as in every run after the first.
        for (let run = 0; run < 2; run++) {
            const { pulumi, environment } = pulumiEnvironment(paths, { home, env: { PATH: "/usr/bin" } });
            assert.equal(pulumi, join(home, "bin", "pulumi"));
            assert.equal(environment.PATH, [join(home, "bin"), "/usr/bin"].join(delimiter));
            assert.equal(environment.PULUMI_HOME, home);
            assert.deepEqual(readdirSync(join(home, "bin")), ["pulumi", "pulumi-language-nodejs"]);
            assert.deepEqual(readdirSync(join(home, "plugins")), [`resource-kubernetes-v${version}`]);
            const plugin = join(
                home,
                "plugins",
                `resource-kubernetes-v${version}`,
                "pulumi-resource-kubernetes",
            );
            assert.ok(statSync(plugin).mode & 0o100);
        }
    });

    it("holds the file itself where PATH has a link to it, as Homebrew's directories do", () => {
        put("pulumi");
        const linked = join(directory, "linked");
        mkdirSync(linked);
        symlinkSync("../parts/pulumi/pulumi", join(linked, "pulumi"));
        const paths = {
            pulumi: join(linked, "pulumi"),
            "pulumi-language-nodejs": put("pulumi-language-nodejs"),
        };
        const { pulumi } = pulumiEnvironment(paths, { home });
        assert.ok(lstatSync(pulumi).isFile());
    });

    it("follows a part that was replaced", () => {
        const paths = {
            pulumi: put("pulumi"),
            "pulumi-language-nodejs": put("pulumi-language-nodejs"),
        };
        pulumiEnvironment(paths, { home });
        const newer = writeExecutable(join(directory, "newer", "pulumi"), "newer");
        const { pulumi } = pulumiEnvironment({ ...paths, pulumi: newer }, { home });
        assert.match(readFileSync(pulumi, "utf8"), /newer/);
    });
});
