import assert from "node:assert/strict";
import { DEFAULT_GITHUB_TOKEN, GithubEmulator, type GithubScope } from "../../support/github/githubEmulator";
import { seal } from "../../support/github/sealedBox";
import { type Caller, callerOf, type Reply } from "./caller";

describe("the GitHub emulator's secrets", () => {
    let github: GithubEmulator;
    let call: Caller;
    let shopId: number;

    beforeEach(async () => {
        github = await GithubEmulator.start();
        github.addOrganization("acme");
        shopId = github.addRepository("acme/shop", { environments: ["production", "eu/west"] });
        call = callerOf(github.origin, DEFAULT_GITHUB_TOKEN);
    });

    afterEach(async () => {
        assert.deepEqual(github.violations, []);
        assert.deepEqual(github.unexpected, []);
        await github.stop();
    });

    async function put(base: string, name: string, value: string, more: object = {}): Promise<Reply> {
        const key = await call("GET", `${base}/public-key`);
        const body = { key_id: key.json.key_id, encrypted_value: seal(value, key.json.key), ...more };
        return call("PUT", `${base}/${name}`, body);
    }

    const scopes: [string, string, GithubScope, object][] = [
        ["a repository", "/repos/acme/shop/actions/secrets", { repository: "acme/shop" }, {}],
        [
            "an environment",
            "/repos/acme/shop/environments/production/secrets",
            { repository: "acme/shop", environment: "production" },
            {},
        ],
        [
            "an environment with a slash in its name",
            "/repos/acme/shop/environments/eu%2Fwest/secrets",
            { repository: "acme/shop", environment: "eu/west" },
            {},
        ],
        ["an organization", "/orgs/acme/actions/secrets", { organization: "acme" }, { visibility: "all" }],
        [
            "Dependabot",
            "/repos/acme/shop/dependabot/secrets",
            { repository: "acme/shop", dependabot: true },
            {},
        ],
        [
            "Dependabot of an organization",
            "/orgs/acme/dependabot/secrets",
            { organization: "acme", dependabot: true },
            { visibility: "private" },
        ],
    ];
    for (const [where, base, scope, more] of scopes) {
        it(`are created, updated, listed, opened and deleted in ${where}`, async () => {
            assert.equal((await put(base, "kubeconfig", "first", more)).status, 201);
            assert.equal(github.decrypted(scope, "KUBECONFIG"), "first");
            const created = (await call("GET", `${base}/KUBECONFIG`)).json;
            assert.equal(created.name, "KUBECONFIG");

            assert.equal((await put(base, "KUBECONFIG", "second", more)).status, 204);
            assert.equal(github.decrypted(scope, "KUBECONFIG"), "second");
            const updated = (await call("GET", `${base}/kubeconfig`)).json;
            assert.equal(updated.created_at, created.created_at);
            assert.ok(updated.updated_at > created.updated_at, "an update is told by its time");

            assert.equal((await call("GET", base)).json.total_count, 1);
            assert.equal((await call("DELETE", `${base}/KUBECONFIG`)).status, 204);
            assert.equal((await call("DELETE", `${base}/KUBECONFIG`)).status, 404);
            assert.equal((await call("GET", `${base}/KUBECONFIG`)).status, 404);
            assert.deepEqual(github.names(scope), []);
        });
    }

    it("are found by the repository's id and under the enterprise prefix, as the provider asks for them", async () => {
        const base = `/api/v3/repositories/${shopId}/environments/eu%2Fwest/secrets`;
        assert.equal((await put(base, "KUBECONFIG", "value")).status, 201);
        assert.equal(
            github.decrypted({ repository: "acme/shop", environment: "eu/west" }, "KUBECONFIG"),
            "value",
        );
    });

    it("are refused where the repository, the environment or the organization is not there", async () => {
        for (const path of [
            "/repos/acme/attic/actions/secrets/public-key",
            "/repos/acme/shop/environments/staging/secrets/public-key",
            "/orgs/nobody/actions/secrets/public-key",
        ]) {
            const reply = await call("GET", path);
            assert.equal(reply.status, 404);
            assert.equal(reply.json.message, "Not Found");
        }
    });

    const base = "/repos/acme/shop/actions/secrets";

    it("are refused where they were not sealed with the scope's current key", async () => {
        const other = (await call("GET", "/orgs/acme/actions/secrets/public-key")).json;
        const own = (await call("GET", `${base}/public-key`)).json;
        const foreign = { key_id: own.key_id, encrypted_value: seal("value", other.key) };
        assert.equal((await call("PUT", `${base}/KUBECONFIG`, foreign)).status, 422);

        github.rotateKey({ repository: "acme/shop" });
        const stale = { key_id: own.key_id, encrypted_value: seal("value", own.key) };
        assert.equal((await call("PUT", `${base}/KUBECONFIG`, stale)).status, 422);
    });

    it("are still opened after their key was rotated", async () => {
        await put(base, "KUBECONFIG", "value");
        github.rotateKey({ repository: "acme/shop" });
        assert.equal(github.decrypted({ repository: "acme/shop" }, "KUBECONFIG"), "value");
    });

    for (const name of ["1ST", "GITHUB_TOKEN", "github_x", "WITH-DASH", "WITH%20SPACE"]) {
        it(`are not named ${name}`, async () => {
            assert.equal((await put(base, name, "value")).status, 422);
        });
    }

    it("hold 48 KB and no more", async () => {
        assert.equal((await put(base, "FITS", "x".repeat(48 * 1024))).status, 201);
        assert.equal((await put(base, "TOO_LARGE", "x".repeat(48 * 1024 + 1))).status, 422);
    });

    it("are at most 100 in a repository, and listed in pages", async () => {
        for (let index = 0; index < 100; index++) {
            github.setOutside({ repository: "acme/shop" }, `S${String(index).padStart(3, "0")}`, "value");
        }
        assert.equal((await put(base, "ONE_TOO_MANY", "value")).status, 422);
        assert.equal((await put(base, "S099", "changed")).status, 204);

        const second = await call("GET", `${base}?per_page=40&page=2`);
        assert.deepEqual([second.json.total_count, second.json.secrets.length], [100, 40]);
        assert.equal(second.json.secrets[0].name, "S040");
        const link = second.headers.get("link") ?? "";
        assert.match(link, new RegExp(`<${github.origin}${base}\\?per_page=40&page=3>; rel="next"`));
        assert.match(link, /page=1[^>]*>; rel="prev"/);
        assert.match(link, /page=3[^>]*>; rel="last"/);
    });

    it("of an organization are for the repositories that were selected", async () => {
        const secrets = "/orgs/acme/actions/secrets";
        const selected = { visibility: "selected", selected_repository_ids: [shopId] };
        assert.equal((await put(secrets, "KUBECONFIG", "value", selected)).status, 201);
        const list = await call("GET", `${secrets}/KUBECONFIG/repositories`);
        assert.deepEqual(
            list.json.repositories.map(({ full_name }: { full_name: string }) => full_name),
            ["acme/shop"],
        );
        const otherId = github.addRepository("acme/other");
        await call("PUT", `${secrets}/KUBECONFIG/repositories/${otherId}`);
        await call("DELETE", `${secrets}/KUBECONFIG/repositories/${shopId}`);
        assert.deepEqual(github.visibility("acme", "KUBECONFIG").selectedRepositoryIds, [otherId]);
        await call("PUT", `${secrets}/KUBECONFIG/repositories`, {
            selected_repository_ids: [shopId, otherId],
        });
        assert.deepEqual(github.visibility("acme", "KUBECONFIG").selectedRepositoryIds, [shopId, otherId]);

        assert.equal((await call("PUT", `${secrets}/KUBECONFIG`, { visibility: "all" })).status, 204);
        assert.equal((await call("PUT", `${secrets}/KUBECONFIG/repositories/${shopId}`)).status, 409);
        assert.equal(github.decrypted({ organization: "acme" }, "KUBECONFIG"), "value");
    });

    it("of an organization are not for repositories of others, nor created without a value", async () => {
        const secrets = "/orgs/acme/actions/secrets";
        const foreignId = github.addRepository("other/shop");
        const foreign = { visibility: "selected", selected_repository_ids: [foreignId] };
        assert.equal((await put(secrets, "KUBECONFIG", "value", foreign)).status, 422);
        assert.equal((await call("PUT", `${secrets}/KUBECONFIG`, { visibility: "all" })).status, 422);
    });

    it("go with their environment", async () => {
        const environment = "/repos/acme/shop/environments/staging";
        const settings = { wait_timer: 5, can_admins_bypass: false, reviewers: [{ type: "User", id: 7 }] };
        const created = await call("PUT", environment, settings);
        assert.equal(created.status, 200);
        assert.equal(created.json.protection_rules[0].wait_timer, 5);
        await put(`${environment}/secrets`, "KUBECONFIG", "value");
        assert.equal((await call("DELETE", environment)).status, 204);
        assert.equal((await call("GET", `${environment}/secrets`)).status, 404);
    });
});
