import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane } from "../support/controlPlane";
import { pulumiInstallation } from "../support/executables";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { sharedControlPlane } from "../support/sharedControlPlane";

/** With the command line, as users meet errors: an inline program would lose those of its outputs. */
describe("bad input fails before anything is created, with one message", () => {
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let project: PulumiProject;
    const env = () => ({ KUBECONFIG: controlPlane.adminKubeconfigFile });

    before(async () => {
        controlPlane = await sharedControlPlane();
        await controlPlane.createNamespace("bad-input");
        sandbox = new PulumiSandbox(await pulumiInstallation());
        const source = sandbox.makeDirectory("bad-input");
        writeFileSync(join(source, "Pulumi.yaml"), "name: bad-input\nruntime: nodejs\nmain: index.ts\n");
        writeFileSync(join(source, "index.ts"), "");
        project = await PulumiProject.copyOf(sandbox, source);
    });
    after(async () => {
        await controlPlane.api.delete("/api/v1/namespaces/bad-input");
        sandbox.remove();
    });

    const program = (body: string) =>
        writeFileSync(
            join(project.directory, "index.ts"),
            `import { ConfigMap } from "@pulumi/kubernetes/core/v1";
             import * as pulumi from "@pulumi/pulumi";
             import { CiAccess } from "pulumi-ci-access";
             const namespace = "bad-input";
             ${body}`,
        );

    async function nothingIsCreated(): Promise<void> {
        const objects = [
            "api/v1",
            "serviceaccounts",
            "api/v1",
            "secrets",
            "apis/rbac.authorization.k8s.io/v1",
            "roles",
        ];
        for (let index = 0; index < objects.length; index += 2) {
            const { body } = await controlPlane.api.get(
                `/${objects[index]}/namespaces/bad-input/${objects[index + 1]}`,
            );
            const names = body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
            assert.deepEqual(
                names.filter((name: string) => name !== "default"),
                [],
            );
        }
    }

    it("at preview, every finding with its path and what to write instead", async () => {
        program(`new CiAccess("Shop", {
            namespace: "no good",
            role: { preset: "deployer", rules: [{ apiGroups: ["apps/v1"], resources: ["Deployment"], verbs: ["apply"] }] },
            endpoint: { server: "kubernetes.example", context: "kind" },
            tokenTimeoutSeconds: 0,
        } as any);`);
        const { code, stdout, stderr } = await project.run(["preview"], { env: env() });
        const said = stdout + stderr;
        assert.notEqual(code, 0);
        for (const finding of [
            'name is "Shop"; write lower-case letters',
            'namespace is "no good"; write lower-case letters',
            'role.preset is "deployer", which is not a preset',
            'role.rules[0].apiGroups[0] is "apps/v1"; write the group without its version: "apps"',
            'role.rules[0].resources[0] is "Deployment"; write the plural: "deployments"',
            'role.rules[0].verbs[0] is "apply"; write "get", "create" and "patch"',
            "endpoint.context is given beside server; write one of the two",
            "tokenTimeoutSeconds is 0; write a whole number of seconds",
        ]) {
            assert.ok(said.includes(`- ${finding}`), `${finding}\n\nnot in\n\n${said}`);
        }
        assert.match(said, /ci-access:index:CiAccess \(Shop\)/, "the message is attached to the component");
        assert.doesNotMatch(said, /at new CiAccess|node_modules/, "no stack trace");
        await nothingIsCreated();
    });

    it("what guardrails refuse, with the id that waives it", async () => {
        program(`new CiAccess("shop-deploy", {
            namespace,
            role: {
                rules: [
                    { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["escalate"] },
                    { apiGroups: ["apps"], resources: ["*"], verbs: ["get"] },
                ],
                clusterRules: [{ apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["list"] }],
            },
        });`);
        const { code, stdout, stderr } = await project.run(["preview"], { env: env() });
        const said = stdout + stderr;
        assert.notEqual(code, 0);
        assert.match(said, /- role\.rules\[0\] grants escalating Roles .*or waive CA-1101 with a reason/);
        assert.match(said, /- role\.rules\[1\] grants every resource .*or waive CA-1002 with a reason/);
        assert.match(said, /- role\.clusterRules\[0\] grants access to the whole cluster .*or waive CA-1301/);
        await nothingIsCreated();
    });

    it("also where the preview is skipped", async () => {
        program(`new CiAccess("shop-deploy", { namespace, role: {} });`);
        const { code, stdout, stderr } = await project.run(["up", "--yes", "--skip-preview"], { env: env() });
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /- role grants nothing; write \{ preset/);
        await nothingIsCreated();
    });

    it("also where it is known only at the update: roles", async () => {
        program(`
            const settings = new ConfigMap("settings", { metadata: { namespace } });
            const rules = settings.metadata.uid.apply((uid) => [{ apiGroups: [""], resources: ["pods"], verbs: [uid] }]);
            new CiAccess("shop-deploy", { namespace, role: rules.apply((rules) => ({ rules })) });`);
        const { code, stdout, stderr } = await project.run(["up", "--yes", "--skip-preview"], { env: env() });
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /- role\.rules\[0\]\.verbs\[0\] is "[-0-9a-f]+"; write one of get/);
        await nothingIsCreated();
        await project.destroy([], { env: env() });
    });

    it("also where it is known only at the update: endpoints", async () => {
        program(`
            const settings = new ConfigMap("settings", { metadata: { namespace } });
            const endpoint = { server: settings.metadata.uid.apply((uid) => "http://" + uid) };
            const role = { preset: "application-deployer" };
            new CiAccess("shop-deploy", { namespace, role, endpoint });`);
        const { code, stdout, stderr } = await project.run(["up", "--yes", "--skip-preview"], { env: env() });
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /- endpoint\.server is "http:\/\/[-0-9a-f]+"; write https/);
        await nothingIsCreated();
        await project.destroy([], { env: env() });
    });

    it("and quotes nothing of a kubeconfig that is broken", async () => {
        program(`
            const kubeconfig = "clusters: [\\nusers: [{name: a, user: {token: planted-credential}}]\\n";
            new CiAccess("shop-deploy", { namespace, role: { preset: "application-deployer" }, endpoint: { kubeconfig } });`);
        const { code, stdout, stderr } = await project.run(["preview"], { env: env() });
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /- endpoint\.kubeconfig is not valid YAML at line/);
        assert.doesNotMatch(stdout + stderr, /planted-credential/);
    });
});
