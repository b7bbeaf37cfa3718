import assert from "node:assert/strict";
import type { ForgeEmulator } from "../../support/forge/forgeEmulator";
import { DEFAULT_GITHUB_TOKEN, GithubEmulator } from "../../support/github/githubEmulator";
import { DEFAULT_GITLAB_TOKEN, GitlabEmulator } from "../../support/gitlab/gitlabEmulator";
import { type Caller, callerOf } from "./caller";

const forges: [string, () => Promise<[ForgeEmulator, Caller]>][] = [
    [
        "GitHub",
        async () => {
            const github = await GithubEmulator.start();
            return [github, callerOf(github.origin, DEFAULT_GITHUB_TOKEN)];
        },
    ],
    [
        "GitLab",
        async () => {
            const gitlab = await GitlabEmulator.start();
            return [gitlab, callerOf(`${gitlab.origin}/api/v4`, DEFAULT_GITLAB_TOKEN)];
        },
    ],
];

for (const [name, start] of forges) {
    describe(`faults of the ${name} emulator`, () => {
        let forge: ForgeEmulator;
        let call: Caller;

        beforeEach(async () => {
            [forge, call] = await start();
        });
        afterEach(() => forge.stop());

        for (const status of [401, 403, 404, 409, 422, 429, 500, 502, 503]) {
            it(`answer ${status} as often as was ordered`, async () => {
                forge.failNext({ status, times: 2 });
                assert.equal((await call("GET", "/user")).status, status);
                assert.equal((await call("GET", "/user")).status, status);
                assert.equal((await call("GET", "/user")).status, 200);
            });
        }

        it("tell how long to wait", async () => {
            forge.failNext({ status: 429, retryAfter: 7 });
            assert.equal((await call("GET", "/user")).headers.get("retry-after"), "7");
        });

        it("strike only what they are meant for", async () => {
            forge.failNext({ match: { method: "PUT" }, status: 500 });
            forge.failNext({ match: { path: /nothing$/ }, status: 500 });
            assert.equal((await call("GET", "/user")).status, 200);
            forge.failNext({ match: { path: "/user" }, status: 500 });
            assert.equal((await call("GET", "/user")).status, 500);
        });

        it("close the connection", async () => {
            forge.closeConnection();
            await assert.rejects(call("GET", "/user"));
            assert.equal((await call("GET", "/user")).status, 200);
            assert.deepEqual(
                forge.recorder.requests.map(({ outcome }) => outcome),
                ["closed", 200],
            );
        });

        it("keep a caller waiting", async () => {
            forge.hang({ forMs: 60 });
            const started = Date.now();
            assert.equal((await call("GET", "/user")).status, 200);
            assert.ok(Date.now() - started >= 55);
        });
    });
}
