import assert from "node:assert/strict";
import { GithubEmulator } from "../../support/github/githubEmulator";
import { type Caller, callerOf } from "./caller";

const SECRETS = "/repos/acme/shop/actions/secrets";

describe("the GitHub emulator", () => {
    let github: GithubEmulator;
    let call: Caller;

    beforeEach(async () => {
        github = await GithubEmulator.start({
            tokens: {
                all: { login: "octocat" },
                reader: { login: "reader", permissions: { metadata: "read", secrets: "read" } },
                stranger: { login: "stranger", repositories: ["acme/other"] },
            },
        });
        github.addOrganization("acme");
        github.addRepository("acme/shop");
        call = callerOf(github.origin, "all");
    });

    afterEach(() => github.stop());

    it("knows who calls, and what it is asked about", async () => {
        assert.equal((await call("GET", "/user")).json.login, "octocat");
        assert.equal((await call("GET", "/orgs/acme")).json.login, "acme");
        assert.equal((await call("GET", "/repos/ACME/Shop")).json.full_name, "acme/shop");
        assert.deepEqual(github.violations, []);
    });

    it("refuses callers without a token, with an unknown one, and with one that may not", async () => {
        const refused = async (headers: Record<string, string>, method = "GET", body?: object) => {
            const { status, json } = await call(method, `${SECRETS}${body ? "/X" : ""}`, body, headers);
            return [status, json.message];
        };
        assert.deepEqual(await refused({ authorization: "" }), [401, "Requires authentication"]);
        assert.deepEqual(await refused({ authorization: "Bearer wrong" }), [401, "Bad credentials"]);
        assert.deepEqual(await refused({ authorization: "token stranger" }), [404, "Not Found"]);
        const reader = { authorization: "token reader" };
        assert.equal((await call("GET", SECRETS, undefined, reader)).status, 200);
        assert.deepEqual(await refused(reader, "PUT", { key_id: "1", encrypted_value: "c2VjcmV0" }), [
            403,
            "Resource not accessible by personal access token",
        ]);
    });

    const unlikeTheDescription: [string, string, string, unknown, Record<string, string>?][] = [
        ["a body without key_id", "PUT", `${SECRETS}/X`, { encrypted_value: "c2VjcmV0" }],
        [
            "a value that is not base64",
            "PUT",
            `${SECRETS}/X`,
            { key_id: "1", encrypted_value: "not base64!" },
        ],
        [
            "a property that is not described",
            "PUT",
            `${SECRETS}/X`,
            { key_id: "1", encrypted_value: "c2VjcmV0", a: 1 },
        ],
        ["a visibility that does not exist", "PUT", "/orgs/acme/actions/secrets/X", { visibility: "some" }],
        ["no body", "PUT", `${SECRETS}/X`, undefined],
        ["a body with a reading", "DELETE", `${SECRETS}/X`, {}],
        ["a page that is not a number", "GET", `${SECRETS}?page=two`, undefined],
        ["a query that is not described", "GET", `${SECRETS}?visibility=all`, undefined],
        [
            "a wrong content type",
            "PUT",
            `${SECRETS}/X`,
            { key_id: "1", encrypted_value: "c2VjcmV0" },
            { "content-type": "text/plain" },
        ],
        [
            "an unknown version of the API",
            "GET",
            SECRETS,
            undefined,
            { "x-github-api-version": "1999-01-01" },
        ],
        ["an answer that is not JSON", "GET", SECRETS, undefined, { accept: "text/html" }],
    ];
    for (const [what, method, path, body, headers] of unlikeTheDescription) {
        it(`refuses and remembers ${what}`, async () => {
            const reply = await call(method, path, body, headers);
            assert.equal(reply.status, 422, reply.text);
            assert.equal(github.violations.length, 1, github.violations.join("\n"));
        });
    }

    it("refuses and remembers what it does not know", async () => {
        assert.equal((await call("GET", "/repos/acme/shop/issues")).status, 404);
        assert.deepEqual(github.unexpected, ["GET /repos/acme/shop/issues"]);
    });

    it("counts requests in its headers, and ends them at the limit until it is reset", async () => {
        const limited = await GithubEmulator.start({ rateLimit: { limit: 2, windowSeconds: 3600 } });
        const ask = callerOf(limited.origin, "github-emulator-token");
        assert.equal((await ask("GET", "/user")).headers.get("x-ratelimit-remaining"), "1");
        await ask("GET", "/user");
        const refused = await ask("GET", "/user");
        assert.equal(refused.status, 403);
        assert.equal(refused.headers.get("x-ratelimit-remaining"), "0");
        assert.ok(Number(refused.headers.get("x-ratelimit-reset")) > Date.now() / 1000);
        assert.match(refused.json.message, /API rate limit exceeded/);
        await limited.stop();
    });

    it("slows down who writes too much, and says for how long", async () => {
        const limited = await GithubEmulator.start({ writeLimit: { writes: 1, windowSeconds: 60 } });
        limited.addRepository("acme/shop");
        const ask = callerOf(limited.origin, "github-emulator-token");
        await ask("DELETE", `${SECRETS}/X`);
        const refused = await ask("DELETE", `${SECRETS}/X`);
        assert.equal(refused.status, 403);
        assert.match(refused.json.documentation_url, /secondary-rate-limits$/);
        assert.ok(Number(refused.headers.get("retry-after")) > 0);
        await limited.stop();
    });
});
