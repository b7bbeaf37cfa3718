import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/commandRun";
import { LeakDetector } from "../support/leaks/leakDetector";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../support/ownership";
import { sharedControlPlane } from "../support/sharedControlPlane";

const root = join(__dirname, "..", "..");

/** The demo, run as the README says. */
describe("npm run demo", () => {
    const run = (args: string[] = [], env: NodeJS.ProcessEnv = {}) =>
        runCommand("npm", ["run", "--silent", "demo", "--", ...args], {
            cwd: root,
            env: { ...process.env, CI: "true", ...env },
        });

    it("shows a pipeline that gets access, uses it, is refused more, and loses it again", async function () {
        this.timeout(300_000);
        const temporary = ownTemporaryDirectory("demo");
        const { code, stdout, stderr } = await run([], { TMPDIR: temporary });
        assert.equal(code, 0, stdout + stderr);
        for (const telling of [
            /All parts are there/,
            /\$ pulumi up --yes\n[\s\S]*kubeconfig: \[secret\]/,
            /serviceaccount\/shop-deploy\n[\s\S]*role\.rbac[\s\S]*rolebinding\.rbac[\s\S]*secret\/shop-deploy-token-/,
            /deployment\.apps\/shop created/,
            /Forbidden\): pods is forbidden: User "system:serviceaccount:shop:shop-deploy" cannot list resource "pods"[^\n]*in the namespace "default"/,
            /cannot create resource "rolebindings"/,
            /"user":"system:serviceaccount:shop:shop-deploy","verb":"create","resource":"deployments"/,
            /\(Unauthorized\)/,
            /acme\/shop, environment production: KUBECONFIG/,
            /Done: nothing is left of it/,
        ]) {
            assert.match(stdout, telling);
        }
        // A token of any cluster begins with the same header.
        assert.doesNotMatch(stdout + stderr, /eyJhbGciOi|ZXlKaGJHY2lPaU/);
        assert.deepEqual(
            readdirSync(temporary).filter((name) => name.startsWith("ci-access-")),
            [],
        );
        removeTemporaryDirectory(temporary);
    });

    it("runs against a cluster that is there, in a namespace of its own, and leaves nothing", async function () {
        this.timeout(300_000);
        const controlPlane = await sharedControlPlane();
        const context = (await controlPlane.kubectl(["config", "current-context"])).stdout.trim();
        const env = { KUBECONFIG: controlPlane.adminKubeconfigFile };
        const { code, stdout, stderr } = await run(["--context", context], env);
        assert.equal(code, 0, stdout + stderr);
        const namespace = stdout.match(/ci-access-demo-[0-9a-f]{6}/)?.[0];
        assert.ok(namespace, stdout);
        assert.match(stdout, new RegExp(`system:serviceaccount:${namespace}:shop-deploy`));
        assert.match(stdout, /Done: nothing is left of it/);
        const { body } = await controlPlane.api.get(`/api/v1/namespaces/${namespace}`);
        assert.ok(body.code === 404 || body.metadata.deletionTimestamp, "the namespace goes");

        const detector = new LeakDetector();
        detector.watch("the administrator's kubeconfig", controlPlane.adminKubeconfig.slice(-400));
        detector.searchText("the demo's output", stdout + stderr);
        detector.assertClean();
    });

    it("says which contexts there are, where the one it is given is not", async () => {
        const controlPlane = await sharedControlPlane();
        const { code, stderr } = await run(["--context", "nowhere"], {
            KUBECONFIG: controlPlane.adminKubeconfigFile,
        });
        assert.equal(code, 1);
        assert.match(stderr, /The demo failed: There is no context nowhere in .*\. It has: /);
    });
});
