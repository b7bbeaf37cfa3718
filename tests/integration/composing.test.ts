import assert from "node:assert/strict";
import { ConfigMap, Namespace } from "@pulumi/kubernetes/core/v1";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { CiAccess, type CiAccessArgs } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";

const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];

/** The component in a larger stack, as platform teams compose it. */
describe("the component composes as any good one", () => {
    let test: AccessStack;
    let args: CiAccessArgs;
    let count = 0;

    beforeEach(async () => {
        test = await accessStack(`composing-${++count}`);
        args = { namespace: test.namespace, role: { rules } };
    });
    afterEach(() => test.end());

    const resources = async () => (await test.stack.exportState()).deployment.resources ?? [];
    const named = async (type: string, name: string) => {
        const found = (await resources()).find(({ urn }) => urn.endsWith(`:${type}::${name}`));
        assert.ok(found, `${type} ${name}`);
        // biome-ignore lint/suspicious/noExplicitAny: what the engine wrote.
        return found as any;
    };

    it("in a namespace that the same stack creates", async () => {
        test.stack.program = async () => {
            const namespace = new Namespace("made", { metadata: { name: "composing-made" } });
            return {
                token: new CiAccess("shop-deploy", { ...args, namespace: namespace.metadata.name }).token,
            };
        };
        await test.stack.preview();
        await test.stack.up();
        const pipeline = await test.holderOf("token");
        assert.equal((await pipeline.get("/api/v1/namespaces/composing-made/configmaps/none")).status, 404);
    });

    it("with an explicit provider, for which the endpoint is told", async () => {
        const kubeconfig = test.controlPlane.adminKubeconfig;
        await test.stack.setConfig({ "kubernetes:kubeconfig": { value: "{}" } });
        test.stack.program = async () => {
            const provider = new Provider("elsewhere", { kubeconfig });
            const endpoint = { kubeconfig: pulumi.secret(kubeconfig) };
            const access = new CiAccess("shop-deploy", { ...args, endpoint }, { providers: [provider] });
            return { token: access.token, server: access.server };
        };
        await test.stack.up();
        const pipeline = await test.holderOf("token");
        assert.equal(
            (await pipeline.get(`/api/v1/namespaces/${test.namespace}/configmaps/none`)).status,
            404,
        );
        const { server } = await test.stack.outputs();
        assert.equal(server?.value, test.controlPlane.server);
        assert.equal(server?.secret, true, "what comes from a secret kubeconfig stays secret");
        assert.match((await named("Role", "shop-deploy")).provider, /::elsewhere::/);
    });

    it("several times in one stack, with one provider for all", async () => {
        test.stack.program = async () => {
            for (const name of ["one", "two", "three"]) new CiAccess(name, args);
        };
        await test.stack.up();
        assert.equal((await test.objects("secrets")).length, 3);
        const providers = (await resources()).filter(({ type }) => type === "pulumi:providers:kubernetes");
        assert.equal(providers.length, 1);
    });

    it("after what it depends on, below its parent, protected on request", async () => {
        test.stack.program = async () => {
            const before = new ConfigMap("before", { metadata: { namespace: test.namespace } });
            const team = new pulumi.ComponentResource("test:index:Team", "team");
            new CiAccess("shop-deploy", args, { dependsOn: before, parent: team, protect: true });
        };
        await test.stack.up();
        for (const [type, name] of [
            ["ServiceAccount", "shop-deploy"],
            ["Role", "shop-deploy"],
            ["RoleBinding", "shop-deploy"],
            ["Secret", "shop-deploy-token"],
        ] as const) {
            const { urn, dependencies, protect } = await named(type, name);
            assert.match(urn, /test:index:Team\$ci-access:index:CiAccess\$kubernetes:/);
            assert.ok(
                dependencies.some((dependency: string) => dependency.endsWith("::before")),
                type,
            );
            assert.equal(protect, true, type);
        }
        await assert.rejects(test.stack.destroy(), /protected/);
        test.stack.program = async () => {
            const before = new ConfigMap("before", { metadata: { namespace: test.namespace } });
            const team = new pulumi.ComponentResource("test:index:Team", "team");
            new CiAccess("shop-deploy", args, { dependsOn: before, parent: team });
        };
        await test.stack.up();
    });

    it("under a new name, by an alias, without replacing anything", async () => {
        test.stack.program = async () => ({ token: new CiAccess("old", { ...args, name: "shop" }).token });
        await test.stack.up();
        const before = (await test.stack.outputs()).token?.value;
        test.stack.program = async () => {
            const { token } = new CiAccess("new", { ...args, name: "shop" }, { aliases: [{ name: "old" }] });
            return { token };
        };
        await test.stack.up();
        assert.ok((await test.stack.outputs()).token?.value === before, "the token stays");
        assert.equal((await named("Secret", "new-token")).id.split("/")[0], test.namespace);
    });

    it("with transforms that change its children", async () => {
        test.stack.program = async () => {
            const transform: pulumi.ResourceTransform = ({ type, props, opts }) =>
                type === "kubernetes:core/v1:ServiceAccount"
                    ? { props: { ...props, metadata: { ...props.metadata, labels: { team: "shop" } } }, opts }
                    : undefined;
            new CiAccess("shop-deploy", args, { transforms: [transform] });
        };
        await test.stack.up();
        const [account] = await test.objects("serviceaccounts", "team=shop");
        assert.equal(account.metadata.name, "shop-deploy");
    });

    it("with a role and an endpoint that are known only at the update", async () => {
        const { server, certificateAuthority } = test.controlPlane;
        test.stack.program = async () => {
            const settings = new ConfigMap("settings", {
                metadata: { namespace: test.namespace },
                data: { server, certificateAuthority, verb: "get" },
            });
            const { token } = new CiAccess("shop-deploy", {
                namespace: test.namespace,
                role: settings.data.apply(
                    ({ verb = "" }) =>
                        ({ rules: [{ ...rules[0], verbs: [verb] }] }) as { rules: typeof rules },
                ),
                endpoint: {
                    server: settings.data.apply((data) => data.server ?? ""),
                    certificateAuthority: settings.data.apply((data) => data.certificateAuthority ?? ""),
                },
            });
            return { token };
        };
        await test.stack.preview();
        await test.stack.up();
        const pipeline = await test.holderOf("token");
        assert.equal(
            (await pipeline.get(`/api/v1/namespaces/${test.namespace}/configmaps/none`)).status,
            404,
        );
    });
});
