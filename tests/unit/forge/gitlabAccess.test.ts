import assert from "node:assert/strict";
import { GitlabEmulator } from "../../support/gitlab/gitlabEmulator";
import { type Caller, callerOf } from "./caller";

const VARIABLES = "/projects/acme%2Fshop/variables";
const BODY = { key: "K", value: "v" };

describe("the GitLab emulator", () => {
    let gitlab: GitlabEmulator;

    beforeEach(async () => {
        gitlab = await GitlabEmulator.start({
            tokens: {
                root: { username: "root", scope: "api", administrator: true },
                reader: { username: "reader", scope: "read_api" },
                developer: {
                    username: "dev",
                    scope: "api",
                    roles: { "acme/shop": "developer", acme: "maintainer" },
                },
                stranger: { username: "stranger", scope: "api", roles: {} },
            },
        });
        gitlab.addProject("acme/shop");
        gitlab.addGroup("acme");
    });

    afterEach(() => gitlab.stop());

    const as = (token: string): Caller => callerOf(`${gitlab.origin}/api/v4`, token);

    it("takes a token in either header, and refuses others", async () => {
        assert.equal((await as("root")("GET", "/user")).json.username, "root");
        const header = { authorization: "", "private-token": "root" };
        assert.equal((await as("")("GET", "/version", undefined, header)).status, 200);
        const refused = await as("wrong")("GET", VARIABLES);
        assert.deepEqual([refused.status, refused.json], [401, { message: "401 Unauthorized" }]);
    });

    it("refuses who may not, and hides from strangers what is there", async () => {
        const post = async (token: string, path: string) => (await as(token)("POST", path, BODY)).status;
        assert.equal((await as("reader")("POST", VARIABLES, BODY)).json.error, "insufficient_scope");
        assert.equal((await as("reader")("GET", VARIABLES)).status, 200);
        assert.equal(await post("developer", VARIABLES), 403);
        assert.equal(await post("developer", "/groups/acme/variables"), 403);
        assert.equal(await post("stranger", VARIABLES), 404);
        assert.equal(await post("developer", "/admin/ci/variables"), 403);
        assert.equal(await post("root", "/admin/ci/variables"), 201);
    });

    it("refuses and remembers what it does not know", async () => {
        const call = as("root");
        assert.equal((await call("GET", "/projects/acme%2Fshop/issues")).status, 404);
        assert.equal((await call("PATCH", `${VARIABLES}/K`)).status, 404);
        assert.deepEqual(gitlab.unexpected, [
            "GET /api/v4/projects/acme%2Fshop/issues",
            `PATCH /api/v4${VARIABLES}/K`,
        ]);
    });

    it("throttles by the request, and says for how long", async () => {
        const limited = await GitlabEmulator.start({ rateLimit: { limit: 1, windowSeconds: 30 } });
        const call = callerOf(`${limited.origin}/api/v4`, "gitlab-emulator-token");
        assert.equal((await call("GET", "/user")).status, 200);
        const refused = await call("GET", "/user");
        assert.deepEqual([refused.status, refused.text], [429, "Retry later\n"]);
        assert.ok(Number(refused.headers.get("retry-after")) > 0);
        assert.equal(refused.headers.get("ratelimit-remaining"), "0");
        assert.ok(Number(refused.headers.get("ratelimit-reset")) > Date.now() / 1000);
        await limited.stop();
    });
});
