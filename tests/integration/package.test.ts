import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/commandRun";
import type { ControlPlane } from "../support/controlPlane";
import { pulumiInstallation } from "../support/executables";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { sharedControlPlane } from "../support/sharedControlPlane";

const repository = join(__dirname, "..", "..");

/** The tarball that npm would publish, installed into an empty project as users install it. */
describe("the package, as npm publishes it", () => {
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let tarball: string;
    let project: PulumiProject;
    let options: { env: NodeJS.ProcessEnv };

    before(async function () {
        this.timeout(300_000);
        controlPlane = await sharedControlPlane();
        sandbox = new PulumiSandbox(await pulumiInstallation());
        const packed = sandbox.makeDirectory("packed");
        await npm(repository, ["pack", "--pack-destination", packed]);
        tarball = join(packed, readdirSync(packed)[0] ?? "");

        const source = sandbox.makeDirectory("empty");
        cpSync(join(repository, "examples", "quick-start"), source, { recursive: true });
        rmSync(join(source, "package.json"));
        project = await PulumiProject.copyOf(sandbox, source);
        rmSync(join(project.directory, "node_modules"), { recursive: true });
        writeFileSync(join(project.directory, "package.json"), '{ "name": "empty", "main": "index.ts" }');
        // The SDK's peers, which TypeScript projects have; and the versions whose engine and provider the tests run.
        await npm(project.directory, [
            "install",
            tarball,
            "@pulumi/pulumi@3.246.0",
            "@pulumi/kubernetes@4.25.0",
            "typescript@5.9",
            "ts-node@10",
        ]);
        await controlPlane.createNamespace("packed");
        await project.setConfig("namespace", "packed");
        const plugin = join(project.directory, "node_modules", ".bin");
        options = {
            env: { KUBECONFIG: controlPlane.adminKubeconfigFile, PATH: `${plugin}:${sandbox.env.PATH}` },
        };
    });
    after(async () => {
        await controlPlane.api.delete("/api/v1/namespaces/packed");
        sandbox.remove();
    });

    async function npm(cwd: string, args: string[]): Promise<void> {
        const cache = join(process.env.HOME ?? "", ".npm");
        mkdirSync(cache, { recursive: true });
        const { code, stderr } = await runCommand(
            "npm",
            [...args, "--no-audit", "--no-fund", "--prefer-offline"],
            {
                cwd,
                env: { ...process.env, npm_config_cache: cache },
            },
        );
        assert.equal(code, 0, stderr);
    }

    it("holds compiled JavaScript, declarations, the schema, the plugin and the policy pack, and no tests or tools", async () => {
        const { stdout } = await runCommand("tar", ["tzf", tarball], { cwd: repository, env: process.env });
        const files = stdout.trim().split("\n");
        for (const file of [
            "package/lib/index.js",
            "package/lib/index.d.ts",
            "package/schema.json",
            "package/bin/pulumi-resource-ci-access",
            "package/policy-pack/PulumiPolicy.yaml",
            "package/README.md",
            "package/LICENSE",
        ]) {
            assert.ok(files.includes(file), file);
        }
        assert.deepEqual(
            files.filter(
                (file) =>
                    !/^package\/(lib|bin|policy-pack)\/|^package\/(schema|package)\.json$|\.md$|LICENSE$/.test(
                        file,
                    ),
            ),
            [],
        );
    });

    it("gives a pipeline access", async () => {
        await project.up([], options);
        const { kubeconfig, username } = await project.outputs({ showSecrets: true });
        assert.equal(username, "system:serviceaccount:packed:shop-deploy");
        const { token } = JSON.parse(kubeconfig).users[0].user;
        const pipeline = controlPlane.apiWithToken(token);
        assert.equal((await pipeline.get("/api/v1/namespaces/packed/pods")).status, 200);
        await project.destroy([], options);
    });

    it("serves its schema and the component as a plugin", async () => {
        const plugin = join(project.directory, "node_modules", ".bin", "pulumi-resource-ci-access");
        const { stdout } = await sandbox.run(["package", "get-schema", plugin], { cwd: project.directory });
        assert.equal(JSON.parse(stdout).resources["ci-access:index:CiAccess"].isComponent, true);

        const program = (role: object) =>
            writeFileSync(
                join(project.directory, "index.ts"),
                `import * as pulumi from "@pulumi/pulumi";
                 class Remote extends pulumi.ComponentResource {
                     kubeconfig!: pulumi.Output<string>;
                     username!: pulumi.Output<string>;
                 }
                 const inputs = { namespace: "packed", role: ${JSON.stringify(role)}, kubeconfig: undefined, username: undefined };
                 const remote = new Remote("ci-access:index:CiAccess", "remote-deploy", inputs, {}, true);
                 export const { kubeconfig, username } = remote;`,
            );
        program({ preset: "deployer" });
        const { code, stdout: said, stderr } = await project.run(["preview"], options);
        assert.notEqual(code, 0);
        assert.match(said + stderr, /role\.preset/);
        assert.match(said + stderr, /is "deployer", which is not a preset/);

        program({ preset: "application-deployer" });
        await project.preview([], options);
        await project.up([], options);
        assert.match(JSON.stringify(await project.outputs()), /"kubeconfig":"\[secret\]"/);
        const { kubeconfig, username } = await project.outputs({ showSecrets: true });
        assert.equal(username, "system:serviceaccount:packed:remote-deploy");
        const pipeline = controlPlane.apiWithToken(JSON.parse(kubeconfig).users[0].user.token);
        assert.equal((await pipeline.get("/api/v1/namespaces/packed/pods")).status, 200);
        await project.destroy([], options);
    });
});
