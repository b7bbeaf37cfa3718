import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprint } from "../../support/forge/recorder";
import { DEFAULT_GITHUB_TOKEN, GithubEmulator } from "../../support/github/githubEmulator";
import { DEFAULT_GITLAB_TOKEN, GitlabEmulator } from "../../support/gitlab/gitlabEmulator";
import { callerOf } from "./caller";

const SECRET = "correct-horse-battery-staple";

describe("what the emulators remember", () => {
    let directory: string;
    let logFile: string;

    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "forge-log-"));
        logFile = join(directory, "log");
    });
    afterEach(() => rmSync(directory, { recursive: true }));

    it("is every request, and never a value or a token", async () => {
        const gitlab = await GitlabEmulator.start({ logFile });
        gitlab.addProject("acme/shop");
        const call = callerOf(`${gitlab.origin}/api/v4`, DEFAULT_GITLAB_TOKEN);
        const variables = "/projects/acme%2Fshop/variables";
        await call("POST", variables, { key: "KUBECONFIG", value: SECRET });
        await call("PUT", `${variables}/KUBECONFIG?value=${SECRET}`);
        await call("PUT", `${variables}/KUBECONFIG`, undefined, { "content-type": "text/plain" });
        await gitlab.stop();

        const [created] = gitlab.recorder.requests;
        assert.deepEqual(created?.body, { key: "KUBECONFIG", value: fingerprint(SECRET) });
        assert.deepEqual(
            gitlab.recorder.writes().map(({ method, outcome }) => `${method} ${outcome}`),
            ["POST 201", "PUT 200", "PUT 200"],
        );
        const log = readFileSync(logFile, "utf8");
        assert.equal(log.trim().split("\n").length, 3);
        for (const hidden of [SECRET, DEFAULT_GITLAB_TOKEN]) {
            assert.ok(!log.includes(hidden));
            assert.ok(!JSON.stringify(gitlab.recorder.requests).includes(hidden));
        }
    });

    it("is shown on a page, by name and length", async () => {
        const github = await GithubEmulator.start({ logFile });
        github.addRepository("acme/shop", { environments: ["<production>"] });
        github.setOutside({ repository: "acme/shop", environment: "<production>" }, "KUBECONFIG", SECRET);
        const page = await (await fetch(github.origin)).text();
        assert.match(page, /acme\/shop · &#60;production&#62;<\/td><td>KUBECONFIG<\/td><td>28<\/td>/);
        assert.ok(!page.includes(SECRET));
        assert.equal((await fetch(`${github.origin}/user`)).status, 401);
        assert.equal((await callerOf(github.origin, DEFAULT_GITHUB_TOKEN)("GET", "/user")).status, 200);
        await github.stop();
    });
});
