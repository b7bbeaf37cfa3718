import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { satisfies, valid } from "semver";
import { forPlatform } from "../../../toolchain/download";
import { PARTS } from "../../../toolchain/parts";

const MODULES = join(__dirname, "../../../toolchain");

describe("The table of parts", () => {
    it("names each part once, in versions that its own check takes", () => {
        assert.equal(new Set(PARTS.map(({ name }) => name)).size, PARTS.length);
        for (const { name, version, installed } of PARTS) {
            assert.ok(valid(version), `${name} ${version}`);
            assert.ok(satisfies(version, installed?.accepts ?? "*"), `${name} ${version}`);
        }
    });

    for (const plugin of ["kubernetes", "github"]) {
        it(`has the ${plugin} plugin in the version that the SDK asks the engine for`, () => {
            const sdk = JSON.parse(readFileSync(require.resolve(`@pulumi/${plugin}/package.json`), "utf8"));
            const part = PARTS.find((candidate) => candidate.plugin === plugin);
            assert.equal(part?.version, sdk.pulumi.version);
        });
    }

    for (const { name, download, build } of PARTS) {
        it(`has a download of ${name} over HTTPS for Linux, with nothing left to fill in`, () => {
            for (const arch of ["amd64", "arm64"] as const) {
                for (const text of [download.url, download.checksums.url]) {
                    const url = forPlatform(text, download, { os: "linux", arch });
                    assert.match(url, /^https:\/\/[^{}]+$/);
                }
            }
        });

        it(`has the Go module of ${name} in the repository, with the hashes of all that it needs`, () => {
            const folder = join(MODULES, build.module);
            const files = execFileSync("git", ["ls-files", "go.mod", "go.sum"], {
                cwd: folder,
                encoding: "utf8",
            });
            assert.equal(files, "go.mod\ngo.sum\n");
            const required = [...readFileSync(join(folder, "go.mod"), "utf8").matchAll(/^\t(\S+) (v\S+)/gm)];
            const replaced = readFileSync(join(folder, "go.mod"), "utf8");
            const sums = readFileSync(join(folder, "go.sum"), "utf8");
            assert.ok(required.length > 0);
            for (const [, path, version] of required) {
                assert.ok(
                    replaced.includes(`${path} => `) || sums.includes(`${path} ${version}/go.mod h1:`),
                    `${path} ${version}`,
                );
            }
        });
    }
});
