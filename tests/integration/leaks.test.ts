import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ControlPlane } from "../support/controlPlane";
import { controlPlaneExecutables, pulumiInstallation } from "../support/executables";
import { LeakDetector } from "../support/leaks/leakDetector";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { fillByHand, requestToken, waitForTokenSecret } from "../support/tokenController";

/**
 * Whatever happens, no credential shows: not in the state, not in what Pulumi prints or logs, not in any file. What is
 * searched is everything that the sandbox has: state, home, temporary files, project, and all output.
 */
describe("no credential leaks", () => {
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let project: PulumiProject;
    let count = 0;
    let namespace: string;
    const env = () => ({ KUBECONFIG: controlPlane.adminKubeconfigFile, NAMESPACE: namespace });

    before(async () => {
        controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
    });
    after(() => controlPlane.stop());

    beforeEach(async () => {
        namespace = `leaks-${++count}`;
        await controlPlane.createNamespace(namespace);
        sandbox = new PulumiSandbox(await pulumiInstallation());
        const source = sandbox.makeDirectory("source");
        writeFileSync(join(source, "Pulumi.yaml"), "name: leaks\nruntime: nodejs\nmain: index.ts\n");
        writeFileSync(
            join(source, "index.ts"),
            `import { CiAccess } from "pulumi-ci-access";
             const role = { preset: process.env.PRESET ?? "application-deployer" };
             const tokenTimeoutSeconds = Number(process.env.PATIENCE ?? 60);
             const access = new CiAccess("shop-deploy", { namespace: process.env.NAMESPACE!, role, tokenTimeoutSeconds });
             export const { kubeconfig, token, server } = access;`,
        );
        project = await PulumiProject.copyOf(sandbox, source);
    });
    afterEach(() => sandbox.remove());

    /** Looks everywhere for the tokens of the cluster's Secrets, for the kubeconfig, and for these credentials. */
    async function assertClean(...credentials: string[]): Promise<void> {
        const detector = new LeakDetector();
        const { body } = await controlPlane.api.get(`/api/v1/namespaces/${namespace}/secrets`);
        for (const { data } of body.items) {
            if (data?.token) credentials.push(Buffer.from(data.token, "base64").toString());
        }
        assert.ok(credentials.length > 0, "there is something to look for");
        for (const credential of credentials) detector.watch("the token", credential);
        const { kubeconfig } = await project.outputs({ showSecrets: true });
        if (kubeconfig) {
            const { clusters, users } = JSON.parse(kubeconfig);
            const authority = clusters[0].cluster["certificate-authority-data"];
            detector.watchAround("the kubeconfig", kubeconfig, authority, users[0].user.token);
        }
        await detector.searchTree(sandbox.directory);
        for (const { args, stdout, stderr } of sandbox.transcripts) {
            detector.searchText(`output of pulumi ${args.join(" ")}`, stdout + stderr);
        }
        detector.searchText("exported state", JSON.stringify(await project.exportState()));
        detector.assertClean();
    }

    it("in a life of a stack: up, no-op, previews with diffs, debug logs, refresh, exports, destroy", async () => {
        const options = { env: env() };
        await project.up(["--debug", "--logtostderr", "--logflow", "-v=3"], options);
        const { body } = await controlPlane.api.get(`/api/v1/namespaces/${namespace}/secrets`);
        const token = Buffer.from(body.items[0].data.token, "base64").toString();
        await project.up([], options);
        await project.preview(["--diff", "--debug"], options);
        await project.preview(["--json"], options);
        await project.run(["refresh", "--yes", "--diff"], options);
        await project.run(["stack", "--show-urns", "--show-ids"], options);
        await project.run(["stack", "history"], options);
        const urn = (await project.exportState()).deployment.resources?.find(({ type }) =>
            type.endsWith(":Secret"),
        )?.urn;
        await project.up(["--replace", urn ?? "", "--diff"], options);
        await assertClean(token);
        await project.destroy(["--debug"], options);
        await assertClean(token);
    });

    it("when the token does not come, and comes half", async () => {
        await controlPlane.stopController();
        const failing = project.run(["up", "--yes", "--debug"], { env: { ...env(), PATIENCE: "6" } });
        const secret = await waitForTokenSecret(controlPlane, namespace);
        await fillByHand(controlPlane, namespace, secret, { "ca.crt": controlPlane.certificateAuthority });
        assert.notEqual((await failing).code, 0);
        const token = await requestToken(controlPlane, namespace, "shop-deploy");
        // Something else than the token that is waited for, and a secret all the same.
        await fillByHand(controlPlane, namespace, secret, { "token.old": token });
        assert.notEqual(
            (await project.run(["up", "--yes", "--debug"], { env: { ...env(), PATIENCE: "2" } })).code,
            0,
        );
        await assertClean(token);
        await controlPlane.startController();
        await project.up([], { env: env() });
        await assertClean(token);
        await project.destroy([], { env: env() });
    });

    it("when the token is no token", async () => {
        await controlPlane.stopController();
        const failing = project.run(["up", "--yes"], { env: env() });
        const secret = await waitForTokenSecret(controlPlane, namespace);
        const broken = `${await requestToken(controlPlane, namespace, "shop-deploy")} and more`;
        await fillByHand(controlPlane, namespace, secret, { token: broken });
        assert.notEqual((await failing).code, 0);
        await assertClean(broken);
        await controlPlane.startController();
        await project.destroy([], { env: env() });
    });

    it("when the arguments are wrong, after they were right", async () => {
        await project.up([], { env: env() });
        const { code } = await project.run(["up", "--yes", "--debug"], {
            env: { ...env(), PRESET: "deployer" },
        });
        assert.notEqual(code, 0);
        await assertClean();
        await project.destroy([], { env: env() });
    });

    it("when the update is interrupted while it waits", async () => {
        await controlPlane.stopController();
        const interrupt = new AbortController();
        const interrupted = project.run(["up", "--yes"], { env: env(), signal: interrupt.signal });
        const secret = await waitForTokenSecret(controlPlane, namespace);
        const token = await requestToken(controlPlane, namespace, "shop-deploy");
        await fillByHand(controlPlane, namespace, secret, { "token.part": token });
        interrupt.abort();
        assert.notEqual((await interrupted).code, 0);
        await controlPlane.startController();
        await assertClean(token);
        await project.up([], { env: env() });
        await assertClean(token);
        await project.destroy([], { env: env() });
    });
});
