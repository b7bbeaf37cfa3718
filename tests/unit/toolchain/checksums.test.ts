import assert from "node:assert/strict";
import { checksumIn } from "../../../toolchain/checksums";

const SUM = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
const OTHER = SUM.replaceAll("2", "3");
const URL = "https://vendor.example/sums";

describe("What vendors publish beside their downloads", () => {
    for (const [title, line] of [
        ["two spaces", `${SUM}  tool.tar.gz`],
        ["the mark of a binary file", `${SUM} *tool.tar.gz`],
        ["a path", `${SUM}  ./tool.tar.gz`],
        ["Windows line ends", `${SUM}  tool.tar.gz\r`],
    ] as const) {
        it(`may be lines with ${title}`, () => {
            const published = `${OTHER}  tool.tar.gz.sig\n${line}\n${OTHER}  other.tar.gz\n`;
            assert.equal(checksumIn(published, "lines", "tool.tar.gz", URL), SUM);
        });
    }

    it("may be the bare checksum", () => {
        assert.equal(checksumIn(`${SUM}\n`, "bare", "tool", URL), SUM);
    });

    it("may be a GitHub release", () => {
        const assets = [
            { name: "other", digest: null },
            { name: "tool", digest: `sha256:${SUM}` },
        ];
        assert.equal(checksumIn(JSON.stringify({ assets }), "github-release", "tool", URL), SUM);
        assert.throws(
            () => checksumIn(JSON.stringify({ assets }), "github-release", "other", URL),
            /has no SHA-256 of other, and what cannot be verified is not used/,
        );
    });

    it("is refused where it is of another file, or not a SHA-256", () => {
        assert.throws(() => checksumIn(`${SUM}  other`, "lines", "tool", URL), /has no SHA-256 of tool/);
        assert.throws(() => checksumIn(`${SUM.slice(0, 40)}  tool`, "lines", "tool", URL), /has no SHA-256/);
        assert.throws(() => checksumIn("<html>blocked</html>", "bare", "tool", URL), /has no SHA-256/);
    });
});
