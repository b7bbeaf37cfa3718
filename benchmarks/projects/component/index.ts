import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

const config = new pulumi.Config();
const rules = [
    { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch", "create", "patch"] },
    { apiGroups: [""], resources: ["configmaps", "services"], verbs: ["get", "list", "create", "patch"] },
];
const accesses = Array.from({ length: config.requireNumber("identities") }, (_, index) => {
    const namespace = config.getBoolean("apart") ? `bench-${index}` : "bench";
    return new CiAccess(`shop-${index}`, { namespace, role: { rules } });
});

export const kubeconfigs = accesses.map(({ kubeconfig }) => kubeconfig);

// The most memory that this process had, in KiB, for the benchmark.
process.on("exit", () => {
    writeFileSync(config.require("memoryFile"), String(process.resourceUsage().maxRSS));
});
