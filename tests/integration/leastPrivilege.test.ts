import assert from "node:assert/strict";
import { join } from "node:path";
import { CiAccess, type RoleArgs } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";
import { waitFor } from "../support/waiting";

const RBAC = "apis/rbac.authorization.k8s.io/v1";
const manifests = join(__dirname, "..", "..", "examples", "github-actions", "manifests");
const storageClasses = { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["list"] };

describe("least privilege, from presets, manifests and guardrails", () => {
    let test: AccessStack;
    let role: RoleArgs;
    let count = 0;

    beforeEach(async () => {
        test = await accessStack(`least-${++count}`, {
            program: async () => {
                const { token } = new CiAccess("shop-deploy", { namespace: test.namespace, role });
                return { token };
            },
        });
    });
    afterEach(() => test.end());

    it("warns of what is risky, unless that is waived, and records the waiver on the Role", async () => {
        role = { preset: "kubectl-apply" };
        const { stdout } = await test.stack.up();
        assert.match(stdout, /is risky[\s\S]*CA-2005 creating workloads \(shop-deploy\): a Pod can run as/);
        role = { ...role, waivers: [{ guardrail: "CA-2005", reason: "nothing else runs here" }] };
        const waived = await test.stack.up();
        assert.doesNotMatch(waived.stdout, /risky/);
        const [{ metadata }] = await test.objects(`${RBAC}/roles`);
        assert.equal(metadata.annotations["ci-access.dev/waiver.CA-2005"], "nothing else runs here");
    });

    it("grants just what the manifests need, and what is added to them at the next update", async () => {
        role = { manifests: [manifests] };
        await test.stack.up();
        const holder = await test.holderOf("token");
        const path = `/api/v1/namespaces/${test.namespace}`;
        const configMap = (name: string) => ({ metadata: { name } });
        assert.equal((await holder.get(`${path}/secrets`)).status, 403);
        assert.equal((await holder.get(`${path}/services/shop`)).status, 404);
        assert.equal((await holder.get(`${path}/services/other`)).status, 403);
        assert.equal((await holder.create(`${path}/limitranges`, configMap("new"))).status, 403);
        role = { manifests: [manifests, "apiVersion: v1\nkind: Secret\nmetadata: { name: extra }\n"] };
        await test.stack.up();
        await waitFor("the grant", async () => (await holder.get(`${path}/secrets/extra`)).status === 404);
        assert.equal((await holder.get(`${path}/secrets/other`)).status, 403);
        holder.close();
    });

    it("reaches beyond the namespace by a waiver, and no further than that says", async () => {
        const waivers = [{ guardrail: "CA-1301", reason: "it chooses a storage class" }];
        role = { preset: "read-only", clusterRules: [storageClasses], waivers };
        await test.stack.up();
        const holder = await test.holderOf("token");
        assert.equal((await holder.get("/apis/storage.k8s.io/v1/storageclasses")).status, 200);
        assert.equal((await holder.get("/api/v1/nodes")).status, 403);
        assert.equal((await holder.get("/api/v1/pods")).status, 403);
        holder.close();
        role = { preset: "read-only" };
        await test.stack.up();
        const { body } = await test.controlPlane.api.get(
            `/${RBAC}/clusterroles?labelSelector=app.kubernetes.io/instance=shop-deploy`,
        );
        assert.deepEqual(body.items, []);
    });
});
