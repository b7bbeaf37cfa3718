import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane } from "../support/controlPlane";
import { pulumiInstallation } from "../support/executables";
import { type Forges, startForges } from "../support/forge/forges";
import { LeakDetector } from "../support/leaks/leakDetector";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { sharedControlPlane } from "../support/sharedControlPlane";

/** On its way to the forges the kubeconfig shows nowhere but in the request that carries it. */
describe("no credential leaks on the way to the forges", () => {
    const namespace = "delivery-leaks";
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let forges: Forges;
    let project: PulumiProject;
    let options: { env: NodeJS.ProcessEnv };

    before(async () => {
        controlPlane = await sharedControlPlane();
        await controlPlane.createNamespace(namespace);
        sandbox = new PulumiSandbox(await pulumiInstallation());
        // What the emulators log lies in the sandbox, too, and is searched with all the rest.
        forges = await startForges(sandbox.makeDirectory("forges"));
        const source = sandbox.makeDirectory("source");
        writeFileSync(join(source, "Pulumi.yaml"), "name: delivery-leaks\nruntime: nodejs\nmain: index.ts\n");
        writeFileSync(
            join(source, "index.ts"),
            `import { CiAccess } from "pulumi-ci-access";
             const access = new CiAccess("shop-deploy", {
                 namespace: "${namespace}",
                 role: { preset: "application-deployer" },
                 githubSecrets: [{ repository: "shop", environment: "production" }, { organization: true, visibility: "all" }],
                 gitlabVariables: [{ project: "acme/shop" }, { group: "acme", raw: false }, { instance: true }],
             });
             export const { kubeconfig, token, deliveries } = access;`,
        );
        project = await PulumiProject.copyOf(sandbox, source);
        for (const [key, { value, secret }] of Object.entries(forges.config)) {
            await project.setConfig(key, value, secret ? ["--secret"] : []);
        }
        options = { env: { KUBECONFIG: controlPlane.adminKubeconfigFile } };
    });
    after(async () => {
        await forges.stop();
        await controlPlane.api.delete(`/api/v1/namespaces/${namespace}`);
        sandbox.remove();
    });

    const tokens = new Set<string>();

    async function assertClean(): Promise<void> {
        const detector = new LeakDetector();
        const { kubeconfig } = await project.outputs({ showSecrets: true });
        if (kubeconfig) {
            const { clusters, users } = JSON.parse(kubeconfig);
            tokens.add(users[0].user.token);
            const authority = clusters[0].cluster["certificate-authority-data"];
            detector.watchAround("the kubeconfig", kubeconfig, authority, users[0].user.token);
        }
        assert.ok(tokens.size > 0, "there is something to look for");
        for (const token of tokens) detector.watch("the token", token);
        await detector.searchTree(sandbox.directory);
        for (const { args, stdout, stderr } of sandbox.transcripts) {
            detector.searchText(`output of pulumi ${args.join(" ")}`, stdout + stderr);
        }
        for (const forge of [forges.github, forges.gitlab]) {
            detector.searchText("what the emulator recorded", JSON.stringify(forge.recorder.requests));
            const page = await fetch(forge.origin);
            detector.searchText("what the emulator shows", await page.text());
        }
        detector.assertClean();
    }

    it("in a life of a stack, with debug logs and diffs", async () => {
        await project.up(["--debug", "--diff"], options);
        await project.preview(["--diff", "--debug"], options);
        await project.run(["refresh", "--yes", "--diff", "--debug"], options);
        await assertClean();
    });

    it("when the token is replaced", async () => {
        const { deployment } = await project.exportState();
        const secret = deployment.resources?.find(({ type }) => type === "kubernetes:core/v1:Secret");
        await project.up(["--replace", secret?.urn ?? "", "--debug", "--diff"], options);
        await assertClean();
    });

    for (const status of [401, 403, 404, 422, 500]) {
        it(`when a forge refuses it with ${status}`, async function () {
            this.timeout(120_000);
            const { deployment } = await project.exportState();
            const secret = deployment.resources?.find(({ type }) => type === "kubernetes:core/v1:Secret");
            forges.github.failNext({ match: { method: "PUT", path: /KUBECONFIG/ }, status, times: 50 });
            forges.gitlab.failNext({ match: { method: "PUT", path: /variables/ }, status, times: 50 });
            const { code } = await project.run(
                ["up", "--yes", "--debug", "--diff", "--replace", secret?.urn ?? ""],
                options,
            );
            assert.notEqual(code, 0);
            await assertClean();
            forges.clearFaults();
            await project.up([], options);
            await assertClean();
        });
    }

    it("when it is destroyed", async () => {
        await project.destroy(["--debug"], options);
        await assertClean();
    });
});
