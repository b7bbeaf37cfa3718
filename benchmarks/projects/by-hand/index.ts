// What a competent user writes for the same: the four resources, with the same labels and annotations, and a kubeconfig
// put together in an apply.
import { writeFileSync } from "node:fs";
import { Secret, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const server = config.require("server");
const rules = [
    { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch", "create", "patch"] },
    { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["get", "list", "create", "patch"] },
];

export const kubeconfigs = Array.from({ length: config.requireNumber("identities") }, (_, index) => {
    const name = `shop-${index}`;
    const namespace = config.getBoolean("apart") ? `bench-${index}` : "bench";
    const labels = {
        "app.kubernetes.io/name": "ci-access",
        "app.kubernetes.io/instance": name,
        "app.kubernetes.io/component": "pipeline-access",
        "app.kubernetes.io/managed-by": "pulumi",
    };
    const annotations = {
        "ci-access.dev/pipeline": name,
        "ci-access.dev/project": `${pulumi.getOrganization()}/${pulumi.getProject()}`,
        "ci-access.dev/stack": pulumi.getStack(),
    };
    const metadata = { name, namespace, labels, annotations };
    const account = new ServiceAccount(name, { metadata, automountServiceAccountToken: false });
    const role = new Role(name, { metadata, rules });
    const subject = { kind: "ServiceAccount", name: account.metadata.name, namespace };
    const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name };
    new RoleBinding(name, { metadata, subjects: [subject], roleRef });
    const secret = new Secret(`${name}-token`, {
        metadata: {
            namespace,
            labels,
            annotations: { ...annotations, "kubernetes.io/service-account.name": account.metadata.name },
        },
        type: "kubernetes.io/service-account-token",
    });
    return secret.data.apply((data) => {
        const token = Buffer.from(data.token ?? "", "base64").toString();
        return JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters: [{ name: "bench", cluster: { server, "certificate-authority-data": data["ca.crt"] } }],
            contexts: [{ name: "bench", context: { cluster: "bench", namespace, user: name } }],
            "current-context": "bench",
            users: [{ name, user: { token } }],
        });
    });
});

// The most memory that this process had, in KiB, for the benchmark.
process.on("exit", () => {
    writeFileSync(config.require("memoryFile"), String(process.resourceUsage().maxRSS));
});
