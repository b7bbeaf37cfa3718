import assert from "node:assert/strict";
import { DEFAULT_GITLAB_TOKEN, GitlabEmulator, type GitlabScope } from "../../support/gitlab/gitlabEmulator";
import { type Caller, callerOf } from "./caller";

const VARIABLES = "/projects/acme%2Fshop/variables";

describe("the GitLab emulator's variables", () => {
    let gitlab: GitlabEmulator;
    let call: Caller;
    let projectId: number;

    beforeEach(async () => {
        gitlab = await GitlabEmulator.start();
        projectId = gitlab.addProject("acme/shop");
        gitlab.addGroup("acme");
        call = callerOf(`${gitlab.origin}/api/v4`, DEFAULT_GITLAB_TOKEN);
    });

    afterEach(async () => {
        assert.deepEqual(gitlab.unexpected, []);
        await gitlab.stop();
    });

    const scopes: [string, string, GitlabScope][] = [
        ["a project", VARIABLES, { project: "acme/shop" }],
        ["a group", "/groups/acme/variables", { group: "acme" }],
        ["the instance", "/admin/ci/variables", { instance: true }],
    ];
    for (const [where, path, scope] of scopes) {
        it(`are created, updated, listed and deleted in ${where}`, async () => {
            const created = await call("POST", path, {
                key: "KUBECONFIG",
                value: "first",
                variable_type: "file",
            });
            assert.equal(created.status, 201);
            assert.equal(created.json.variable_type, "file");
            assert.equal(gitlab.value(scope, "KUBECONFIG"), "first");

            const updated = await call("PUT", `${path}/KUBECONFIG`, { value: "second" });
            assert.equal(updated.status, 200);
            assert.equal(updated.json.variable_type, "file", "what is not sent stays");
            assert.equal((await call("GET", `${path}/KUBECONFIG`)).json.value, "second");
            assert.equal((await call("GET", path)).json.length, 1);

            assert.equal((await call("DELETE", `${path}/KUBECONFIG`)).status, 204);
            const gone = await call("DELETE", `${path}/KUBECONFIG`);
            assert.equal(gone.status, 404);
            assert.match(gone.json.message, /^404 \w+ Not Found$/);
            assert.deepEqual(gitlab.violations, []);
        });
    }

    it("are of a project by id as well as by path", async () => {
        await call("POST", `/projects/${projectId}/variables`, { key: "KUBECONFIG", value: "value" });
        assert.equal(gitlab.value({ project: "acme/shop" }, "KUBECONFIG"), "value");
        assert.equal(
            (await call("GET", "/projects/acme%2Fattic/variables")).json.message,
            "404 Project Not Found",
        );
    });

    it("differ by scope, which a filter chooses from", async () => {
        const at = (scope: string) =>
            `${VARIABLES}/KUBECONFIG?filter[environment_scope]=${encodeURIComponent(scope)}`;
        const create = (scope: string) =>
            call("POST", VARIABLES, { key: "KUBECONFIG", value: scope, environment_scope: scope });
        await create("production");
        await create("*");
        const again = await create("production");
        assert.equal(again.status, 400);
        assert.deepEqual(again.json.message, { key: ["(KUBECONFIG) has already been taken"] });

        const ambiguous = await call("PUT", `${VARIABLES}/KUBECONFIG`, { value: "x" });
        assert.equal(ambiguous.status, 409);
        assert.match(ambiguous.json.message, /There are multiple variables/);
        await call("PUT", at("production"), { value: "changed" });
        await call("DELETE", at("*"));
        assert.equal(gitlab.value({ project: "acme/shop" }, "KUBECONFIG", "production"), "changed");
        assert.equal(gitlab.value({ project: "acme/shop" }, "KUBECONFIG"), undefined);
    });

    const masking: [string, boolean, string, boolean][] = [
        ["a token", false, "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", true],
        ["base64", false, "YXBpVmVyc2lvbjogdjE=", true],
        ["compact JSON", false, '{"a":1,"b":"c"}', false],
        ["compact JSON, raw", true, '{"a":1,"b":"c"}', true],
        ["a space, raw", true, '{"a": 1, "b": "c"}', false],
        ["two lines, raw", true, "12345678\n12345678", false],
        ["seven characters", false, "1234567", false],
        ["seven characters, raw", true, "1234567", false],
        ["a trailing newline, raw", true, "12345678\n", false],
    ];
    for (const [what, raw, value, maskable] of masking) {
        it(`${maskable ? "mask" : "refuse to mask"} ${what}`, async () => {
            const reply = await call("POST", VARIABLES, { key: "K", value, raw, masked: true });
            assert.equal(reply.status, maskable ? 201 : 400, reply.text);
            if (!maskable) {
                assert.deepEqual(reply.json.message, { value: ["is invalid"] });
            }
        });
    }

    it("are hidden from their creation or never, and do not give their value back", async () => {
        const hidden = { key: "HIDDEN", value: "12345678", masked_and_hidden: true };
        const created = await call("POST", VARIABLES, hidden);
        assert.deepEqual([created.json.value, created.json.masked, created.json.hidden], [null, true, true]);
        assert.equal(gitlab.value({ project: "acme/shop" }, "HIDDEN"), "12345678");
        assert.equal((await call("PUT", `${VARIABLES}/HIDDEN`, { value: "87654321" })).status, 200);
        const unmasked = await call("PUT", `${VARIABLES}/HIDDEN`, { masked: false });
        assert.equal(unmasked.status, 400);

        await call("POST", VARIABLES, { key: "PLAIN", value: "12345678" });
        await call("PUT", `${VARIABLES}/PLAIN`, { masked_and_hidden: true });
        assert.equal(gitlab.variable({ project: "acme/shop" }, "PLAIN")?.hidden, false);
        assert.match(gitlab.violations.join(), /unknown parameter "masked_and_hidden"/);
    });

    const refused: [string, object, unknown][] = [
        ["nothing at all", {}, { error: "key is missing, value is missing" }],
        [
            "a type that does not exist",
            { key: "K", value: "v", variable_type: "x" },
            { error: "variable_type does not have a valid value" },
        ],
        ["a flag that is none", { key: "K", value: "v", masked: "perhaps" }, { error: "masked is invalid" }],
        [
            "a key with a dash",
            { key: "A-B", value: "v" },
            { message: { key: ["can contain only letters, digits and '_'."] } },
        ],
        [
            "a key too long",
            { key: "K".repeat(256), value: "v" },
            { message: { key: ["is too long (maximum is 255 characters)"] } },
        ],
    ];
    for (const [what, body, answer] of refused) {
        it(`are not made of ${what}`, async () => {
            const reply = await call("POST", VARIABLES, body);
            assert.equal(reply.status, 400);
            assert.deepEqual(reply.json, answer);
        });
    }

    it("of the instance hold 10,000 characters and no more", async () => {
        const post = (length: number) =>
            call("POST", "/admin/ci/variables", { key: `K${length}`, value: "x".repeat(length) });
        assert.equal((await post(10_000)).status, 201);
        assert.equal((await post(10_001)).status, 400);
    });

    it("are at most 8,000 in a project, and listed in pages", async () => {
        for (let index = 0; index < 8000; index++) {
            gitlab.setOutside({ project: "acme/shop" }, `K${index}`, "v");
        }
        const more = await call("POST", VARIABLES, { key: "MORE", value: "v" });
        assert.deepEqual(more.json.message, {
            base: ["Maximum number of project ci variables (8000) exceeded"],
        });

        const page = await call("GET", `${VARIABLES}?page=80&per_page=100`);
        assert.equal(page.json.length, 100);
        const header = (name: string) => page.headers.get(`x-${name}`);
        assert.deepEqual(
            [header("total"), header("total-pages"), header("prev-page"), header("next-page")],
            ["8000", "80", "79", ""],
        );
        assert.match(page.headers.get("link") ?? "", /page=79&per_page=100>; rel="prev"/);
    });

    it("of a group have no scope below Premium: what is sent is ignored", async () => {
        const free = await GitlabEmulator.start({ tier: "free" });
        free.addGroup("acme");
        const ask = callerOf(`${free.origin}/api/v4`, DEFAULT_GITLAB_TOKEN);
        const scoped = { key: "KUBECONFIG", value: "value", environment_scope: "production" };
        assert.equal((await ask("POST", "/groups/acme/variables", scoped)).json.environment_scope, "*");
        await free.stop();
    });
});
