import { locateWithProgress } from "../../toolchain/display";
import { type PulumiInstallation, pulumiEnvironment } from "../../toolchain/environment";
import { PARTS } from "../../toolchain/parts";
import { resolve } from "../../toolchain/resolve";
import { ownTemporaryDirectory } from "./ownership";

const CONTROL_PLANE = ["etcd", "kube-apiserver", "kube-controller-manager", "kubectl"] as const;
const PULUMI = [
    "pulumi",
    "pulumi-language-nodejs",
    "pulumi-resource-kubernetes",
    "pulumi-resource-github",
    "pulumi-resource-gitlab",
] as const;

/** Finds, downloads or builds everything that the integration tests need, and shows what it does. */
export async function prepareToolChain(): Promise<void> {
    await locateWithProgress(PARTS.map(({ name }) => name));
}

/** The real parts of the control plane. */
export function controlPlaneExecutables(): Promise<Record<(typeof CONTROL_PLANE)[number], string>> {
    return resolve(CONTROL_PLANE);
}

let installation: Promise<PulumiInstallation> | undefined;

/** The real engine with its plugins, laid out once for all sandboxes of this process. */
export function pulumiInstallation(): Promise<PulumiInstallation> {
    installation ??= resolve(PULUMI).then((paths) =>
        pulumiEnvironment(paths, { home: ownTemporaryDirectory("pulumi-installation") }),
    );
    return installation;
}
