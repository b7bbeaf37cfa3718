import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { ControlPlane } from "../support/controlPlane";
import { pulumiInstallation } from "../support/executables";
import { InlineStack } from "../support/inlineStack";
import { LeakDetector } from "../support/leaks/leakDetector";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { sharedControlPlane } from "../support/sharedControlPlane";
import { requestToken } from "../support/tokenController";

describe("the leak detector, on what the real engine writes", () => {
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let token: string;

    before(async () => {
        controlPlane = await sharedControlPlane();
        sandbox = new PulumiSandbox(await pulumiInstallation());
        token = await requestToken(controlPlane, "default", "default");
    });
    after(() => sandbox.remove());

    /** A stack that keeps the token in a Secret, and hands it out. */
    function stackWith(project: string, output: (token: string) => unknown): Promise<InlineStack> {
        return InlineStack.create(sandbox, {
            project,
            config: { "kubernetes:kubeconfig": { value: controlPlane.adminKubeconfig } },
            program: async () => {
                new core.Secret("credential", { stringData: { token: pulumi.secret(token) } });
                return { token: output(token) };
            },
        });
    }

    async function detectorAfterSearch(): Promise<LeakDetector> {
        const detector = new LeakDetector();
        detector.watch("the token", token);
        await detector.searchTree(sandbox.directory);
        for (const { args, stdout, stderr } of sandbox.transcripts) {
            detector.searchText(`output of pulumi ${args[0]}`, stdout + stderr);
        }
        return detector;
    }

    it("finds nothing as long as the token is a secret, and finds it where it is none", async () => {
        const careful = await stackWith("careful", (value) => pulumi.secret(value));
        await careful.up();
        await careful.preview({ diff: true });
        assert.deepEqual((await careful.outputs()).token, { value: token, secret: true });
        (await detectorAfterSearch()).assertClean();

        const careless = await stackWith("careless", (value) => ({ base64: btoa(`Bearer ${value}`) }));
        await careless.up();
        await careless.outputs();
        const { leaks } = await detectorAfterSearch();
        assert.ok(leaks.some(({ where }) => where === careless.stateFile));
        assert.ok(leaks.some(({ where }) => where === "output of pulumi stack"));
        assert.ok(leaks.every(({ encoding }) => encoding === "base64"));
        assert.ok(!leaks.some(({ where }) => where === careful.stateFile));

        await careful.destroy();
        await careless.destroy();
    });

    it("finds a leak that was planted in a real state file", async () => {
        const stack = await stackWith("planted", (value) => pulumi.secret(value));
        await stack.up();
        const planted = join(sandbox.makeDirectory("planted"), "state.json");
        writeFileSync(
            planted,
            readFileSync(stack.stateFile, "utf8").replace(/"ciphertext": *"/, `$&${btoa(token)}`),
        );
        const detector = new LeakDetector();
        detector.watch("the token", token);
        await detector.searchFile(planted);
        assert.equal(detector.leaks.length, 1);
        assert.throws(
            () => detector.assertClean(),
            /the token: base64, \d+ bytes at offset \d+ of .*state\.json/,
        );
        await stack.destroy();
    });

    it("searches what a project on disk wrote when it was run with the command line", async () => {
        const source = sandbox.makeDirectory("source");
        writeFileSync(join(source, "Pulumi.yaml"), "name: on-disk\nruntime: nodejs\nmain: index.ts\n");
        writeFileSync(
            join(source, "index.ts"),
            `import { Secret } from "@pulumi/kubernetes/core/v1";
             import { Config } from "@pulumi/pulumi";
             const token = new Config().requireSecret("token");
             export const name = new Secret("credential", { stringData: { token } }).metadata.name;`,
        );
        const project = await PulumiProject.copyOf(sandbox, source);
        await project.setConfig("token", token, ["--secret"]);
        const env = { KUBECONFIG: controlPlane.adminKubeconfigFile };
        await project.up([], { env });

        const { name } = await project.outputs();
        const secret = await controlPlane.api.get(`/api/v1/namespaces/default/secrets/${name}`);
        assert.equal(atob(secret.body.data.token), token);
        assert.ok(
            (await project.exportState()).deployment.resources?.some(({ id }) => id === `default/${name}`),
        );

        const detector = new LeakDetector();
        detector.watch("the token", token);
        await detector.searchFile(project.stateFile);
        await detector.searchTree(project.directory);
        detector.assertClean();
        await project.destroy([], { env });
    });
});
