import assert from "node:assert/strict";
import { CiAccess, type CiAccessArgs } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";
import { type Forges, startForges } from "../support/forge/forges";
import { waitFor } from "../support/waiting";

const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];
const shop = { repository: "acme/shop" };
const production = { repository: "acme/shop", environment: "production" };

describe("the kubeconfig arrives in GitHub's secrets and GitLab's variables", () => {
    let forges: Forges;
    let test: AccessStack;
    let count = 0;

    before(async () => {
        forges = await startForges();
    });
    after(() => forges.stop());

    beforeEach(async () => {
        test = await accessStack(`delivery-${++count}`, { config: forges.config });
    });
    afterEach(async () => {
        forges.clearFaults();
        await test.end();
        forges.assertStrict();
    });

    const deliverTo = (destinations: Partial<CiAccessArgs>, changes: Partial<CiAccessArgs> = {}) => {
        test.stack.program = async () => {
            const args = { namespace: test.namespace, role: { rules }, ...destinations, ...changes };
            const { token, deliveries } = new CiAccess("shop-deploy", args);
            return { token, deliveries };
        };
    };

    /** What was delivered is a kubeconfig that works. */
    async function works(kubeconfig: string | undefined): Promise<void> {
        const { users } = JSON.parse(kubeconfig ?? "{}");
        const pipeline = test.controlPlane.apiWithToken(users[0].user.token);
        const { status } = await pipeline.get(`/api/v1/namespaces/${test.namespace}/configmaps/none`);
        assert.equal(status, 404);
    }

    const everywhere: Partial<CiAccessArgs> = {
        githubSecrets: [
            { repository: "shop" },
            { repository: "shop", environment: "production" },
            { repository: "shop", dependabot: true },
            { organization: true, visibility: "private" },
            { organization: true, dependabot: true, visibility: "all", name: "SHOP", withoutToken: true },
        ],
        gitlabVariables: [
            { project: "acme/shop", environmentScope: "production" },
            { project: "acme/shop", name: "RAW", raw: false },
            { group: "acme", hidden: true },
            { instance: true, name: "SHOP", tokenName: "SHOP_ALONE" },
        ],
    };

    it("everywhere at once, works there, and goes with the stack", async () => {
        const { github, gitlab } = forges;
        deliverTo(everywhere);
        await test.stack.preview();
        await test.stack.up();
        for (const scope of [shop, production, { ...shop, dependabot: true }, { organization: "acme" }]) {
            await works(github.decrypted(scope, "KUBECONFIG"));
            const { users } = JSON.parse(github.decrypted(scope, "KUBECONFIG") ?? "");
            assert.ok(github.decrypted(scope, "KUBECONFIG_TOKEN") === users[0].user.token);
        }
        await works(github.decrypted({ organization: "acme", dependabot: true }, "SHOP"));
        assert.equal(github.visibility("acme", "KUBECONFIG")?.visibility, "private");

        await works(gitlab.value({ project: "acme/shop" }, "KUBECONFIG", "production"));
        const encoded = gitlab.value({ project: "acme/shop" }, "RAW", "*") ?? "";
        await works(Buffer.from(encoded, "base64").toString());
        await works(gitlab.value({ group: "acme" }, "KUBECONFIG"));
        await works(gitlab.value({ instance: true }, "SHOP"));
        const variable = gitlab.variable({ project: "acme/shop" }, "KUBECONFIG", "production");
        assert.deepEqual(
            [variable?.variable_type, variable?.protected, variable?.masked, variable?.raw],
            ["file", true, true, true],
        );
        assert.equal(gitlab.variable({ group: "acme" }, "KUBECONFIG")?.hidden, true);

        const { deliveries } = await test.stack.outputs();
        const encodings = Object.fromEntries(
            deliveries?.value.map(({ destination, encoding }: Record<string, string>) => [
                destination,
                encoding,
            ]),
        );
        assert.equal(encodings["github/actions/shop/production/KUBECONFIG"], "json");
        assert.equal(encodings["gitlab/acme/shop/RAW"], "base64");
        assert.equal(encodings["gitlab/@instance/SHOP_ALONE"], "token");

        const { events } = await test.stack.up();
        const changes = events.filter(({ resourcePreEvent: event }) => event && event.metadata.op !== "same");
        assert.deepEqual(changes, [], "nothing changes where nothing has changed");

        await test.stack.destroy();
        assert.deepEqual(forges.arrivals(), []);
    });

    it("in an environment that the same stack creates", async () => {
        test.stack.program = async () => {
            const { RepositoryEnvironment } = await import("@pulumi/github");
            const made = new RepositoryEnvironment("staging", { repository: "shop", environment: "staging" });
            new CiAccess("shop-deploy", {
                namespace: test.namespace,
                role: { rules },
                githubSecrets: [{ repository: "shop", environment: made.environment, label: "staging" }],
            });
        };
        await test.stack.preview();
        await test.stack.up();
        await works(forges.github.decrypted({ ...shop, environment: "staging" }, "KUBECONFIG"));
    });

    const onBoth: Partial<CiAccessArgs> = {
        githubSecrets: [{ repository: "shop" }],
        gitlabVariables: [{ project: "acme/shop" }],
    };
    const arrived = () => [
        forges.github.decrypted(shop, "KUBECONFIG"),
        forges.gitlab.value({ project: "acme/shop" }, "KUBECONFIG"),
    ];

    it("is not touched where the Role changes, and updated in place where the kubeconfig does", async () => {
        deliverTo(onBoth);
        await test.stack.up();
        const before = arrived();
        forges.forgetRequests();
        deliverTo(onBoth, { role: { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] } });
        await test.stack.up();
        assert.deepEqual(forges.writes(), []);

        const { server } = test.controlPlane;
        deliverTo(onBoth, { endpoint: { server, clusterName: "renamed" } });
        const { events } = await test.stack.up();
        for (const { resourcePreEvent: event } of events) {
            assert.ok(!event || ["same", "update"].includes(event.metadata.op), event?.metadata.urn);
        }
        for (const [index, kubeconfig] of arrived().entries()) {
            assert.ok(kubeconfig !== before[index]);
            assert.equal(JSON.parse(kubeconfig ?? "").clusters[0].name, "renamed");
        }
    });

    it("is updated with a rotated token: same destinations, same URNs", async () => {
        deliverTo(onBoth);
        await test.stack.up();
        const [old] = arrived();
        const { deployment } = await test.stack.exportState();
        const urnsIn = (resources = deployment.resources ?? []) =>
            resources.flatMap(({ urn }) => (/github:index|gitlab:index/.test(urn) ? urn : [])).sort();
        const secret = deployment.resources?.find(({ type }) => type === "kubernetes:core/v1:Secret");
        await test.stack.taint(secret?.urn ?? "");
        await test.stack.up();
        for (const kubeconfig of arrived()) {
            assert.ok(kubeconfig !== old);
            await works(kubeconfig);
        }
        assert.deepEqual(urnsIn((await test.stack.exportState()).deployment.resources), urnsIn());
        const { users } = JSON.parse(old ?? "");
        const holder = test.controlPlane.apiWithToken(users[0].user.token);
        await waitFor("the old token to be refused", async () => (await holder.get("/api")).status === 401, {
            seconds: 12,
        });
    });

    it("stays where it is under a renamed component, by an alias", async () => {
        deliverTo(onBoth, { name: "shop" });
        await test.stack.up();
        const before = arrived();
        forges.forgetRequests();
        test.stack.program = async () => {
            const args = { namespace: test.namespace, role: { rules }, ...onBoth, name: "shop" };
            new CiAccess("shop-renamed", args, { aliases: [{ name: "shop-deploy" }] });
        };
        await test.stack.up();
        assert.deepEqual(forges.writes(), []);
        assert.ok(arrived().every((kubeconfig, index) => kubeconfig === before[index]));
    });

    it("is deleted where a destination is removed", async () => {
        deliverTo(onBoth);
        await test.stack.up();
        deliverTo({ githubSecrets: onBoth.githubSecrets });
        await test.stack.up();
        const [inGithub, inGitlab] = arrived();
        await works(inGithub);
        assert.equal(inGitlab, undefined);
    });

    it("comes back with the next refresh where somebody deletes it, and on GitLab where somebody changes it", async () => {
        deliverTo(onBoth);
        await test.stack.up();
        forges.github.deleteOutside(shop, "KUBECONFIG");
        forges.gitlab.setOutside({ project: "acme/shop" }, "KUBECONFIG", "changed-by-hand");
        await test.stack.refresh();
        await test.stack.up();
        for (const kubeconfig of arrived()) await works(kubeconfig);
    });

    it("is said to be overwritten on GitHub where somebody changes it, with the command that puts it back", async () => {
        deliverTo({ githubSecrets: [{ repository: "shop", withoutToken: true }] });
        const first = await test.stack.up();
        deliverTo(
            { githubSecrets: [{ repository: "shop", withoutToken: true }] },
            { endpoint: renamedCluster() },
        );
        const second = await test.stack.up();
        for (const { stdout } of [first, second]) assert.doesNotMatch(stdout, /was overwritten/);
        // GitHub's times have seconds.
        await new Promise((resolve) => setTimeout(resolve, 1100));
        forges.github.setOutside(shop, "KUBECONFIG", "changed-by-hand");
        await test.stack.refresh();
        const { stdout } = await test.stack.up();
        const [, urn = ""] =
            stdout.match(/KUBECONFIG was overwritten outside of Pulumi.*--replace '([^']+)'/) ?? [];
        await test.stack.taint(urn);
        await test.stack.up();
        await works(forges.github.decrypted(shop, "KUBECONFIG"));
    });

    function renamedCluster(): CiAccessArgs["endpoint"] {
        return { server: test.controlPlane.server, clusterName: "renamed" };
    }
});
