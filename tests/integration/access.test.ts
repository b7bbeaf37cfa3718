import assert from "node:assert/strict";
import { CiAccess } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";
import type { KubernetesApi } from "../support/kubernetesApi";
import { waitFor } from "../support/waiting";

const roles = "apis/rbac.authorization.k8s.io/v1/roles";
const roleBindings = "apis/rbac.authorization.k8s.io/v1/rolebindings";

describe("one pulumi up gives a pipeline access to one namespace", () => {
    let test: AccessStack;

    before(async () => {
        test = await accessStack("access", {
            program: async () => {
                const { kubeconfig, token, username, roleName, tokenSecretName } = new CiAccess(
                    "shop-deploy",
                    {
                        namespace: "access",
                        role: {
                            rules: [
                                {
                                    apiGroups: [""],
                                    resources: ["configmaps"],
                                    verbs: ["create", "get", "list"],
                                },
                            ],
                        },
                    },
                );
                return { kubeconfig, token, username, roleName, tokenSecretName };
            },
        });
        await test.stack.up();
    });
    after(() => test.end());

    it("authenticates as the pipeline's own ServiceAccount", async () => {
        const pipeline = await test.holderOf("token");
        const { body } = await pipeline.create("/apis/authentication.k8s.io/v1/selfsubjectreviews", {
            apiVersion: "authentication.k8s.io/v1",
            kind: "SelfSubjectReview",
        });
        assert.equal(body.status.userInfo.username, "system:serviceaccount:access:shop-deploy");
        assert.equal((await test.stack.outputs()).username?.value, body.status.userInfo.username);
    });

    it("may do what the Role says, and nothing else, here or elsewhere", async () => {
        const pipeline = await test.holderOf("token");
        const own = "/api/v1/namespaces/access";
        assert.equal(
            (await pipeline.create(`${own}/configmaps`, { metadata: { name: "settings" } })).status,
            201,
        );
        assert.equal((await pipeline.get(`${own}/configmaps/settings`)).status, 200);
        for (const [method, path] of [
            ["DELETE", `${own}/configmaps/settings`],
            ["GET", `${own}/secrets`],
            ["GET", "/api/v1/namespaces/default/configmaps"],
            ["GET", "/api/v1/namespaces"],
            ["GET", "/api/v1/nodes"],
        ] as const) {
            assert.equal((await pipeline.request(method, path)).status, 403, `${method} ${path}`);
        }
    });

    it("is named in the audit log", async () => {
        const event = await test.controlPlane.auditLog.waitFor(
            "the pipeline creates a ConfigMap",
            ({ user, verb }) =>
                user.username === "system:serviceaccount:access:shop-deploy" && verb === "create",
        );
        assert.ok(event.objectRef);
    });

    it("tells a reader of the cluster whose the objects are", async () => {
        for (const resource of ["serviceaccounts", "secrets", roles, roleBindings]) {
            const [object, ...others] = await test.objects(
                resource,
                "app.kubernetes.io/instance=shop-deploy",
            );
            assert.ok(object && others.length === 0, resource);
            assert.equal(object.metadata.annotations["ci-access.dev/pipeline"], "shop-deploy");
            assert.equal(object.metadata.annotations["ci-access.dev/project"], "organization/access");
            assert.equal(object.metadata.annotations["ci-access.dev/stack"], "test");
        }
    });

    it("keeps the kubeconfig and the token secret, in outputs and in the state", async () => {
        const outputs = await test.stack.outputs();
        assert.equal(outputs.kubeconfig?.secret, true);
        assert.equal(outputs.token?.secret, true);
        const state = JSON.stringify(await test.stack.exportState());
        assert.ok(!state.includes(outputs.token?.value));
    });

    it("changes nothing where nothing has changed", async () => {
        const { events } = await test.stack.up();
        const changed = events.filter(
            ({ resourcePreEvent }) => resourcePreEvent && resourcePreEvent.metadata.op !== "same",
        );
        assert.deepEqual(changed, []);
    });

    it("takes a changed Role over without touching the credential", async () => {
        const before = await test.stack.outputs();
        test.stack.program = async () => {
            const { token } = new CiAccess("shop-deploy", {
                namespace: "access",
                role: { rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["delete"] }] },
            });
            return { token };
        };
        await test.stack.up();
        assert.ok((await test.stack.outputs()).token?.value === before.token?.value);
        const pipeline = await test.holderOf("token");
        assert.equal((await pipeline.get("/api/v1/namespaces/access/configmaps/settings")).status, 403);
        assert.equal((await pipeline.delete("/api/v1/namespaces/access/configmaps/settings")).status, 200);
    });

    it("replaces the token with its ServiceAccount, which kills every token of the old one", async () => {
        const before = (await test.stack.outputs()).token?.value;
        const { deployment } = await test.stack.exportState();
        const account = deployment.resources?.find(
            ({ type }) => type === "kubernetes:core/v1:ServiceAccount",
        );
        await test.stack.taint(account?.urn ?? "");
        await test.stack.up();
        const after = (await test.stack.outputs()).token?.value;
        // Never with assert.equal, which prints what it compares.
        assert.ok(after !== before);
        const path = "/api/v1/namespaces/access/configmaps/any";
        assert.equal((await test.controlPlane.apiWithToken(after).delete(path)).status, 404);
        await refused(test.controlPlane.apiWithToken(before), path);
    });

    it("leaves nothing behind, and no valid token", async () => {
        const pipeline = await test.holderOf("token");
        await test.stack.destroy();
        for (const resource of ["secrets", roles, roleBindings])
            assert.deepEqual(await test.objects(resource), []);
        const accounts = await test.objects("serviceaccounts");
        assert.deepEqual(
            accounts.map(({ metadata }) => metadata.name),
            ["default"],
        );
        await refused(pipeline, "/api/v1/namespaces/access/configmaps");
    });
});

/** The API server remembers for ten seconds that a token was good. */
async function refused(holder: KubernetesApi, path: string): Promise<void> {
    await waitFor("the token to be refused", async () => (await holder.get(path)).status === 401, {
        seconds: 12,
    });
}
