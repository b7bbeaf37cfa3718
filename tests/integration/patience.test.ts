import assert from "node:assert/strict";
import { CiAccess } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";
import { ControlPlane } from "../support/controlPlane";
import { controlPlaneExecutables } from "../support/executables";
import { PulumiFailure } from "../support/pulumiSandbox";
import { fillByHand, requestToken, waitForTokenSecret } from "../support/tokenController";

const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];

/** On a control plane of its own, whose controllers come and go. */
describe("never an empty or half-filled credential", () => {
    let controlPlane: ControlPlane;
    let test: AccessStack;
    let count = 0;

    before(async () => {
        controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
    });
    after(() => controlPlane.stop());

    beforeEach(async () => {
        test = await accessStack(`patience-${++count}`, { controlPlane });
    });
    afterEach(async () => {
        await controlPlane.startController();
        await test.end();
    });

    const program = (tokenTimeoutSeconds: number) => async () => {
        const { token, kubeconfig } = new CiAccess("shop-deploy", {
            namespace: test.namespace,
            role: { rules },
            tokenTimeoutSeconds,
        });
        return { token, kubeconfig };
    };

    /** The credential that was handed out works, and is what the kubeconfig holds. */
    async function works(): Promise<void> {
        const pipeline = await test.holderOf("token");
        assert.equal(
            (await pipeline.get(`/api/v1/namespaces/${test.namespace}/configmaps/none`)).status,
            404,
        );
        const outputs = await test.stack.outputs();
        const { users, clusters } = JSON.parse(outputs.kubeconfig?.value);
        assert.ok(users[0].user.token === outputs.token?.value);
        assert.ok(clusters[0].cluster["certificate-authority-data"]);
    }

    for (const seconds of [1, 6]) {
        it(`waits for a token controller that is ${seconds} s late`, async () => {
            await controlPlane.stopController();
            test.stack.program = program(60);
            const up = test.stack.up();
            await waitForTokenSecret(controlPlane, test.namespace);
            await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
            await controlPlane.startController();
            const { stdout } = await up;
            await works();
            if (seconds > 5) {
                assert.match(stdout, /has not filled Secret .*\/shop-deploy-token-… with a token/);
                assert.match(stdout, /kube-controller-manager/);
            }
        });
    }

    it("waits on where a Secret is half filled", async () => {
        await controlPlane.stopController();
        test.stack.program = program(60);
        const up = test.stack.up();
        const secret = await waitForTokenSecret(controlPlane, test.namespace);
        await fillByHand(controlPlane, test.namespace, secret, {
            "ca.crt": controlPlane.certificateAuthority,
        });
        await new Promise((resolve) => setTimeout(resolve, 1500));
        const token = await requestToken(controlPlane, test.namespace, "shop-deploy");
        await fillByHand(controlPlane, test.namespace, secret, { token });
        await up;
        assert.ok((await test.stack.outputs()).token?.value === token);
        await works();
    });

    it("fails where no token comes in time, naming the Secret and the likely cause, and the next up goes on", async () => {
        await controlPlane.stopController();
        test.stack.program = program(3);
        const failure = await test.stack.up().then(
            () => assert.fail("the update succeeded without a token"),
            (error: unknown) => error,
        );
        assert.ok(failure instanceof PulumiFailure, String(failure));
        const said = failure.transcript.stdout + failure.transcript.stderr;
        assert.match(
            said,
            new RegExp(`has not filled Secret ${test.namespace}/shop-deploy-token-… with a token`),
        );
        assert.match(
            said,
            /token controller \(kube-controller-manager, serviceaccount-token-controller\) is down/,
        );
        assert.match(said, /Secret \(shop-deploy-token\)/);
        assert.equal((await test.stack.outputs()).kubeconfig, undefined);

        const [before] = await test.objects("secrets");
        await controlPlane.startController();
        await test.stack.up();
        const [after, ...others] = await test.objects("secrets");
        assert.equal(after.metadata.name, before.metadata.name);
        assert.deepEqual(others, []);
        await works();
    });

    it("refuses a token Secret whose token is no token", async () => {
        await controlPlane.stopController();
        test.stack.program = program(60);
        const up = test.stack.up();
        const secret = await waitForTokenSecret(controlPlane, test.namespace);
        await fillByHand(controlPlane, test.namespace, secret, { token: "half" });
        await assert.rejects(up, /holds no whole token; run pulumi refresh/);
        assert.equal((await test.stack.outputs()).kubeconfig, undefined);
    });
});
