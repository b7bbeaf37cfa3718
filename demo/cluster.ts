import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type CommandResult, runCommand } from "../tests/support/commandRun";
import { ControlPlane } from "../tests/support/controlPlane";
import { controlPlaneExecutables } from "../tests/support/executables";
import { showCommand } from "./narration";

/** The cluster that the demo runs against, as its administrator sees it. */
export interface Cluster {
    description: string;
    /** The namespace that the demo deploys to. */
    namespace: string;
    /** How Pulumi reaches it as its administrator. */
    env: NodeJS.ProcessEnv;
    /** The context of the administrator's kubeconfig; undefined for the current one. */
    context?: string;
    /** Only a control plane of the demo's own shows its audit log. */
    auditLog?: ControlPlane["auditLog"];
    /** As its administrator, or as the bearer of another kubeconfig. */
    kubectl(args: string[], kubeconfig?: string): Promise<CommandResult>;
    /** Takes away what the demo brought: the control plane, or the namespace. */
    takeDown(): Promise<void>;
}

/** A control plane of the demo's own, on loopback. */
export async function localCluster(): Promise<Cluster> {
    const controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
    const { server, adminKubeconfigFile, auditLog } = controlPlane;
    return {
        description: `a control plane of its own at ${server}: etcd, kube-apiserver and kube-controller-manager`,
        namespace: "shop",
        env: { KUBECONFIG: adminKubeconfigFile },
        auditLog,
        kubectl: (args, kubeconfig) => controlPlane.kubectl(args, { kubeconfig }),
        takeDown: () => controlPlane.stop(),
    };
}

/** A cluster that the user has already, by a context of the ambient kubeconfig. */
export async function userCluster(context: string): Promise<Cluster> {
    const { kubectl } = await controlPlaneExecutables();
    const ambient = process.env.KUBECONFIG || join(homedir(), ".kube", "config");
    const env = { ...ambientEnvironment(), KUBECONFIG: ambient };
    const run = (args: string[], kubeconfig?: string) =>
        runCommand(kubectl, kubeconfig === undefined ? ["--context", context, ...args] : args, {
            env: { ...env, PATH: process.env.PATH, KUBECONFIG: kubeconfig ?? ambient },
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
        env,
        context,
        kubectl: run,
        takeDown: () => removeNamespace(namespace, context, run),
    };
}

/** Removes the namespace with whatever the demo left in it, and waits for that as long as people wait. */
async function removeNamespace(namespace: string, context: string, run: Cluster["kubectl"]): Promise<void> {
    const remove = ["delete", "namespace", namespace, "--ignore-not-found"];
    showCommand(`kubectl ${remove.slice(0, 3).join(" ")}`);
    const { code, stderr } = await run([...remove, "--timeout=90s"]);
    if (code === 0) return;
    throw new Error(
        `the namespace ${namespace} is not gone yet (${stderr.trim()}); ` +
            `see to it by kubectl --context ${context} delete namespace ${namespace}`,
    );
}

/**
 * What logs the user in to the cluster, by a program that the kubeconfig names, may need anything of their environment. What
 * points Pulumi and the forges' providers at the user's own accounts stays out.
 */
function ambientEnvironment(): NodeJS.ProcessEnv {
    const foreign = /^(PULUMI|GITHUB|GH|GITLAB)_|^(PATH|TMPDIR|NODE_OPTIONS)$/;
    const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
    return { HOME: homedir(), ...Object.fromEntries(kept) };
}
