import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ControlPlane } from "../support/controlPlane";
import { pulumiInstallation } from "../support/executables";
import { PulumiProject } from "../support/pulumiProject";
import { PulumiSandbox } from "../support/pulumiSandbox";
import { sharedControlPlane } from "../support/sharedControlPlane";

const root = join(__dirname, "..", "..");

/** Resources that nobody would want, ours and others. */
const program = `
    import { ClusterRole, Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
    import * as pulumi from "@pulumi/pulumi";
    import { CiAccess } from "pulumi-ci-access";

    const rules = [{ apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["escalate"] }];
    const metadata = { namespace: "policed" };
    const reason = { "ci-access.dev/waiver.CA-1101": "it is the operator that manages Roles" };
    if (new pulumi.Config().getBoolean("wrong")) {
        new Role("escalating", { metadata, rules });
        new ClusterRole("proxying", { rules: [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }] });
        new RoleBinding("default", {
            metadata,
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
            subjects: [{ kind: "ServiceAccount", name: "default", namespace: "policed" }],
        });
    }
    new Role("waived", { metadata: { ...metadata, annotations: reason }, rules });
    new CiAccess("shop-deploy", { namespace: "policed", role: { preset: "helm" } });
`;

describe("the policy pack, under the real engine", () => {
    let controlPlane: ControlPlane;
    let sandbox: PulumiSandbox;
    let project: PulumiProject;
    let preview: () => ReturnType<PulumiProject["run"]>;

    before(async () => {
        controlPlane = await sharedControlPlane();
        await controlPlane.createNamespace("policed");
        sandbox = new PulumiSandbox(await pulumiInstallation());
        const source = sandbox.makeDirectory("policed");
        writeFileSync(join(source, "Pulumi.yaml"), "name: policed\nruntime: nodejs\nmain: index.ts\n");
        writeFileSync(join(source, "index.ts"), program);
        project = await PulumiProject.copyOf(sandbox, source);
        const pack = PulumiProject.copyDirectory(sandbox, join(root, "policy-pack"));
        // The language host of the tests is older than the engine, and does not run policy packs. So it is named by another
        // runtime, for which the engine asks the script that comes with Pulumi for just that: the rest is the real thing.
        writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: node-script\nmain: index.ts\n");
        const bin = sandbox.makeDirectory("bin");
        const script = join(bin, "pulumi-analyzer-policy-node-script");
        const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
        writeFileSync(script, `#!/bin/sh\nexec node "${runner}" "$@"\n`);
        chmodSync(script, 0o755);
        const env = {
            KUBECONFIG: controlPlane.adminKubeconfigFile,
            PATH: [bin, sandbox.env.PATH].join(delimiter),
        };
        preview = () => project.run(["preview", "--policy-pack", pack], { env });
    });
    after(async () => {
        await controlPlane.api.delete("/api/v1/namespaces/policed");
        sandbox.remove();
    });

    it("stops what is refused, whoever makes it, and names the resource and the guardrail", async () => {
        await project.setConfig("wrong", "true");
        const { code, stdout, stderr } = await preview();
        const said = stdout + stderr;
        assert.notEqual(code, 0, said);
        for (const [id, resource] of [
            ["CA-1101", "escalating"],
            ["CA-1201", "proxying"],
            ["CA-1401", "default"],
            ["CA-1403", "default"],
        ]) {
            assert.match(said, new RegExp(`\\[mandatory\\].*${id}.*\\(.*: ${resource}\\)`), said);
        }
        assert.doesNotMatch(said, /: waived\)/);
    });

    it("lets pass what is waived, and says what is risky", async () => {
        await project.setConfig("wrong", "false");
        const { code, stdout, stderr } = await preview();
        assert.equal(code, 0, stdout + stderr);
        assert.match(stdout, /\[advisory\].*CA-2001.*shop-deploy/);
        assert.doesNotMatch(stdout, /mandatory/);
    });
});
