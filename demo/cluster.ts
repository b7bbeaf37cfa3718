import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type CommandResult, runCommand } from "../tests/support/commandRun";
import { ControlPlane } from "../tests/support/controlPlane";
import { controlPlaneExecutables } from "../tests/support/executables";

/** The cluster that the demo runs against, as its administrator sees it. */
export interface Cluster {
    description: string;
    /** The namespace that the demo deploys to. */
    namespace: string;
    /** The administrator's `$KUBECONFIG`, and the context in it; undefined for the current one. */
    kubeconfig: string;
    context?: string;
    /** Only a control plane of the demo's own shows its audit log. */
    auditLog?: ControlPlane["auditLog"];
    kubectl(args: string[], kubeconfig?: string): Promise<CommandResult>;
    stop(): Promise<void>;
}

/** A control plane of the demo's own, on loopback. */
export async function localCluster(): Promise<Cluster> {
    const controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
    const { server, adminKubeconfigFile, auditLog } = controlPlane;
    return {
        description: `a control plane of its own at ${server}: etcd, kube-apiserver and kube-controller-manager`,
        namespace: "shop",
        kubeconfig: adminKubeconfigFile,
        auditLog,
        kubectl: (args, kubeconfig) => controlPlane.kubectl(args, { kubeconfig }),
        stop: () => controlPlane.stop(),
    };
}

/** A cluster that the user has already, by a context of the ambient kubeconfig. */
export async function userCluster(context: string): Promise<Cluster> {
    const { kubectl } = await controlPlaneExecutables();
    const ambient = process.env.KUBECONFIG || join(homedir(), ".kube", "config");
    const run = (args: string[], kubeconfig?: string) =>
        runCommand(kubectl, kubeconfig === undefined ? ["--context", context, ...args] : args, {
            env: { PATH: process.env.PATH, HOME: homedir(), KUBECONFIG: kubeconfig ?? ambient },
        });
    const known = (await run(["config", "get-contexts", "--output", "name"])).stdout.trim().split("\n");
    if (!known.includes(context)) {
        const where =
            process.env.KUBECONFIG || existsSync(ambient) ? ambient : `${ambient}, which is not there`;
        throw new Error(
            `There is no context ${context} in ${where}. It has: ${known.filter(Boolean).join(", ") || "none"}.`,
        );
    }
    const namespace = `ci-access-demo-${randomBytes(3).toString("hex")}`;
    return {
        description: `your cluster of context ${context}, in a namespace of its own, ${namespace}`,
        namespace,
        kubeconfig: ambient,
        context,
        kubectl: run,
        stop: async () => {},
    };
}
