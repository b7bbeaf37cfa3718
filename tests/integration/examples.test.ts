import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { ControlPlane } from "../support/controlPlane";
import { pulumiInstallation } from "../support/executables";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { sharedControlPlane } from "../support/sharedControlPlane";

const repository = join(__dirname, "..", "..");

/** Each example as a user runs it: a copy of the folder, the command line, the ambient kubeconfig. */
describe("the examples run", () => {
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let options: { env: NodeJS.ProcessEnv };

    before(async () => {
        controlPlane = await sharedControlPlane();
        sandbox = new PulumiSandbox(await pulumiInstallation());
        options = { env: { KUBECONFIG: controlPlane.adminKubeconfigFile } };
    });
    after(() => sandbox.remove());

    /** The verdict of the API server on a request that a kubeconfig's holder makes. */
    async function statusOf(kubeconfig: string, path: string): Promise<number> {
        const { users } = JSON.parse(kubeconfig);
        return (await controlPlane.apiWithToken(users[0].user.token).get(path)).status;
    }

    it("quick-start: one pipeline, one namespace", async () => {
        await controlPlane.createNamespace("example-shop");
        const project = await PulumiProject.copyOf(sandbox, join(repository, "examples", "quick-start"));
        await project.setConfig("namespace", "example-shop");
        await project.preview([], options);
        await project.up([], options);
        const { kubeconfig, username, server } = await project.outputs({ showSecrets: true });
        assert.equal(username, "system:serviceaccount:example-shop:shop-deploy");
        assert.equal(server, controlPlane.server);
        assert.equal(await statusOf(kubeconfig, "/apis/apps/v1/namespaces/example-shop/deployments"), 200);
        assert.equal(await statusOf(kubeconfig, "/apis/apps/v1/namespaces/default/deployments"), 403);
        await project.destroy([], options);
    });

    it("composition: tenants with a namespace, limits and two pipelines each", async () => {
        const project = await PulumiProject.copyOf(sandbox, join(repository, "examples", "composition"));
        await project.preview([], options);
        await project.up([], options);
        const { kubeconfigs } = await project.outputs({ showSecrets: true });
        const [{ deployKubeconfig, watchKubeconfig }] = kubeconfigs;
        assert.equal(await statusOf(deployKubeconfig, "/api/v1/namespaces/shop/configmaps/none"), 404);
        assert.equal(await statusOf(deployKubeconfig, "/api/v1/namespaces/shop/configmaps"), 403);
        assert.equal(await statusOf(watchKubeconfig, "/api/v1/namespaces/shop/secrets"), 403);
        assert.equal(await statusOf(watchKubeconfig, "/apis/apps/v1/namespaces/shop/deployments"), 200);
        assert.equal(await statusOf(watchKubeconfig, "/apis/apps/v1/namespaces/blog/deployments"), 403);
        await project.destroy([], options);
    });

    describe("the root of the repository: pipelines declared in the stack's configuration", () => {
        let project: PulumiProject;

        before(async () => {
            await controlPlane.createNamespace("declared");
            const source = sandbox.makeDirectory("clone");
            for (const entry of ["Pulumi.yaml", "package.json", "tsconfig.json", "src"]) {
                cpSync(join(repository, entry), join(source, entry), { recursive: true });
            }
            project = await PulumiProject.copyOf(sandbox, source);
        });

        function declare(pipelines: unknown): void {
            const file = join(project.directory, `Pulumi.${project.stack}.yaml`);
            const settings = parse(readFileSync(file, "utf8"));
            writeFileSync(file, stringify({ ...settings, config: { "ci-access:pipelines": pipelines } }));
        }

        it("gives each of them access, without a program", async () => {
            declare([
                { name: "shop-ci", namespace: "declared", role: { preset: "application-deployer" } },
                {
                    name: "blog-ci",
                    namespace: "declared",
                    role: { rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }] },
                },
            ]);
            await project.up([], options);
            const { users, kubeconfigs } = await project.outputs({ showSecrets: true });
            assert.deepEqual(users, [
                "system:serviceaccount:declared:shop-ci",
                "system:serviceaccount:declared:blog-ci",
            ]);
            assert.equal(
                await statusOf(kubeconfigs["shop-ci"], "/api/v1/namespaces/declared/configmaps"),
                200,
            );
            assert.equal(
                await statusOf(kubeconfigs["blog-ci"], "/api/v1/namespaces/declared/configmaps"),
                403,
            );
            await project.destroy([], options);
        });

        it("tells everything that is wrong in them at once", async () => {
            declare([
                { name: "shop-ci", namespace: "declared", role: { preset: "application-deployer" } },
                { name: "shop-ci", namespace: "Declared", roles: {} },
                { namespace: "declared", role: { preset: "application-deployer" } },
            ]);
            const { code, stdout, stderr } = await project.run(["preview"], options);
            assert.notEqual(code, 0);
            for (const finding of [
                "ci-access:pipelines[1].roles is not known; write one of namespace, role, name",
                'ci-access:pipelines[1].namespace is "Declared"; write lower-case letters',
                "ci-access:pipelines[1].role is missing",
                'ci-access:pipelines[1].name is "shop-ci", which another pipeline has',
                "ci-access:pipelines[2].name is missing; write the name",
            ]) {
                assert.ok(
                    (stdout + stderr).includes(`- ${finding}`),
                    `${finding}\n\nnot in\n\n${stdout}${stderr}`,
                );
            }
        });
    });
});
