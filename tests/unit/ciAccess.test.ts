import assert from "node:assert/strict";
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { CiAccess, type CiAccessArgs } from "../../src";
import { type Registered, registered, resolved } from "./pulumiMocks";

const apiServer = "https://kubernetes.example:6443";
const plain: CiAccessArgs = {
    namespace: "shop",
    role: { rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] }] },
    endpoint: { server: apiServer },
};

describe("CiAccess", () => {
    it("creates a ServiceAccount, a Role, a RoleBinding and a token Secret, and nothing else", async () => {
        const resources = await registered(() => new CiAccess("shop-deploy", plain));
        assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).sort(), [
            "ci-access:index:CiAccess shop-deploy",
            "kubernetes:core/v1:Secret shop-deploy-token",
            "kubernetes:core/v1:ServiceAccount shop-deploy",
            "kubernetes:rbac.authorization.k8s.io/v1:Role shop-deploy",
            "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding shop-deploy",
            "pulumi:pulumi:Stack project-stack",
        ]);
    });

    it("binds exactly this Role to exactly this ServiceAccount", async () => {
        const { inputs } = only("RoleBinding", await registered(() => new CiAccess("shop-deploy", plain)));
        assert.deepEqual(inputs.subjects, [
            { kind: "ServiceAccount", name: "shop-deploy", namespace: "shop" },
        ]);
        assert.deepEqual(inputs.roleRef, {
            apiGroup: "rbac.authorization.k8s.io",
            kind: "Role",
            name: "shop-deploy",
        });
    });

    it("keeps the identity out of Pods", async () => {
        const { inputs } = only("ServiceAccount", await registered(() => new CiAccess("shop-deploy", plain)));
        assert.equal(inputs.automountServiceAccountToken, false);
    });

    it("tells a reader of the cluster whose each object is", async () => {
        const resources = await registered(() => new CiAccess("shop-deploy", { ...plain, name: "shop" }));
        for (const { type, inputs } of resources.filter(({ type }) => type.startsWith("kubernetes:"))) {
            const { labels, annotations, namespace } = inputs.metadata;
            assert.equal(namespace, "shop", type);
            assert.deepEqual(labels, {
                "app.kubernetes.io/name": "ci-access",
                "app.kubernetes.io/instance": "shop",
                "app.kubernetes.io/component": "pipeline-access",
                "app.kubernetes.io/managed-by": "pulumi",
            });
            assert.equal(annotations["ci-access.dev/pipeline"], "shop", type);
            assert.equal(annotations["ci-access.dev/project"], "organization/project", type);
            assert.equal(annotations["ci-access.dev/stack"], "stack", type);
        }
    });

    it("names what people see after the pipeline, and leaves the Secret's suffix to the provider", async () => {
        const resources = await registered(() => new CiAccess("shop-deploy", { ...plain, name: "shop" }));
        for (const kind of ["ServiceAccount", "Role", "RoleBinding"]) {
            assert.equal(only(kind, resources).inputs.metadata.name, "shop");
        }
        assert.equal(only("Secret", resources).inputs.metadata.name, undefined);
    });

    it("returns the kubeconfig and the token as secrets, and the rest in the clear", async () => {
        let access: CiAccess | undefined;
        await registered(() => {
            access = new CiAccess("shop-deploy", plain);
        });
        assert.ok(access);
        const { kubeconfig, token, ...others } = access.outputs();
        for (const secret of [kubeconfig, token]) assert.equal(await pulumi.isSecret(secret), true);
        for (const [name, output] of Object.entries<pulumi.Output<unknown>>(others)) {
            assert.equal(await pulumi.isSecret(output), false, name);
        }
        assert.equal(await resolved(access.username), "system:serviceaccount:shop:shop-deploy");
        assert.equal(await resolved(access.server), apiServer);
        const rendered = JSON.parse(await resolved(access.kubeconfig));
        assert.equal(rendered["current-context"], await resolved(access.contextName));
        assert.equal(rendered.users[0].user.token, await resolved(access.token));
    });

    it("creates everything with the provider that it is given", async () => {
        const resources = await registered(() => {
            new CiAccess("shop-deploy", plain, { providers: [new Provider("elsewhere")] });
        });
        const children = resources.filter(({ type }) => type.startsWith("kubernetes:"));
        assert.equal(children.length, 4);
        for (const { type, provider } of children) assert.match(provider, /::elsewhere::/, type);
    });

    it("does not guess the endpoint of an explicit provider", async () => {
        const program = () => {
            const provider = new Provider("elsewhere");
            new CiAccess("shop-deploy", { ...plain, endpoint: undefined }, { providers: [provider] });
        };
        await assert.rejects(
            registered(program),
            /endpoint is missing beside an explicit Kubernetes provider/,
        );
    });

    it("refuses wrong arguments before it registers any child, with every finding in one message", async () => {
        const wrong = {
            namespace: "Shop",
            role: { preset: "deployer" },
            endpoint: { server: "kubernetes.example" },
        };
        const resources: Registered[] = [];
        await assert.rejects(
            registered(() => new CiAccess("shop_deploy", wrong), resources),
            (error: Error) => {
                for (const path of ["name", "namespace", "role.preset", "endpoint.server"]) {
                    assert.match(error.message, new RegExp(`\n  - ${path.replace(".", "\\.")} is `));
                }
                assert.match(error.message, /4 arguments to correct/);
                return true;
            },
        );
        assert.deepEqual(
            resources.filter(({ type }) => type.startsWith("kubernetes:")),
            [],
        );
    });
});

function only(kind: string, resources: Registered[]): Registered {
    const [found, ...others] = resources.filter(({ type }) => type.endsWith(`:${kind}`));
    assert.ok(found && others.length === 0, `one ${kind}`);
    return found;
}
