import assert from "node:assert/strict";
import { CiAccess, type RotationArgs } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";
import { type Forges, startForges } from "../support/forge/forges";
import { waitFor } from "../support/waiting";

const RBAC = "apis/rbac.authorization.k8s.io/v1";
const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["list"] }];

describe("rotation", () => {
    let forges: Forges;
    let test: AccessStack;
    let rotation: RotationArgs | undefined;
    let count = 0;

    before(async () => {
        forges = await startForges();
    });
    after(() => forges.stop());

    beforeEach(async () => {
        rotation = undefined;
        test = await accessStack(`rotation-${++count}`, {
            config: forges.config,
            program: async () => {
                const { token } = new CiAccess("shop-deploy", {
                    namespace: test.namespace,
                    role: { rules },
                    rotation,
                    githubSecrets: [{ repository: "shop", withoutToken: true }],
                    gitlabVariables: [{ project: "acme/shop", withoutToken: true }],
                });
                return { token };
            },
        });
    });
    afterEach(() => test.end());

    const delivered = () => {
        const github = forges.github.decrypted({ repository: "acme/shop" }, "KUBECONFIG");
        const gitlab = forges.gitlab.value({ project: "acme/shop" }, "KUBECONFIG");
        assert.equal(github, gitlab);
        return github;
    };
    const uids = async () => {
        const kinds = ["serviceaccounts", `${RBAC}/roles`, `${RBAC}/rolebindings`];
        const ours = "app.kubernetes.io/name=ci-access";
        const lists = await Promise.all(kinds.map((kind) => test.objects(kind, ours)));
        return lists.flat().map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`);
    };
    const configMaps = () => `/api/v1/namespaces/${test.namespace}/configmaps`;

    it("by an id that changes replaces the token alone, everywhere, and revokes the old one", async () => {
        rotation = { id: "1" };
        await test.stack.up();
        const [before, first] = [await uids(), delivered()];
        const old = await test.holderOf("token");
        assert.equal((await old.get(configMaps())).status, 200);

        const unchanged = await test.stack.up();
        assert.equal(
            unchanged.events.some(({ resourcePreEvent: event }) => event && event.metadata.op !== "same"),
            false,
        );

        rotation = { id: "2" };
        await test.stack.up();
        assert.notEqual(delivered(), first);
        assert.deepEqual(await uids(), before);
        const successor = await test.holderOf("token");
        assert.equal((await successor.get(configMaps())).status, 200);
        await waitFor(
            "the old token to be refused",
            async () => (await old.get(configMaps())).status === 401,
            {
                seconds: 10,
            },
        );
        const [secret, ...others] = await test.objects("secrets");
        assert.equal(secret.metadata.annotations["ci-access.dev/generation"], "2");
        assert.deepEqual(others, []);
        old.close();
        successor.close();
    });

    it("on a schedule happens in another period, and not twice in one", async () => {
        await test.stack.up();
        const first = delivered();
        // Its period began in another year than that of any shorter one.
        rotation = { everyDays: 3650 };
        await test.stack.up();
        const second = delivered();
        assert.notEqual(second, first);
        await test.stack.up();
        assert.equal(delivered(), second);
        rotation = { everyDays: 1 };
        await test.stack.up();
        assert.notEqual(delivered(), second);
    });
});
