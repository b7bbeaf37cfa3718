import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { ControlPlaneOptions } from "./controlPlane";
import type { PulumiInstallation } from "./pulumiSandbox";

/** The real parts of the control plane. */
export async function controlPlaneExecutables(): Promise<ControlPlaneOptions["executables"]> {
    return {
        etcd: find("etcd"),
        "kube-apiserver": find("kube-apiserver"),
        "kube-controller-manager": find("kube-controller-manager"),
        kubectl: find("kubectl"),
    };
}

/** The real engine, with its language host and providers on its PATH. */
export async function pulumiInstallation(): Promise<PulumiInstallation> {
    const pulumi = find("pulumi");
    const plugins = ["pulumi-language-nodejs", "pulumi-resource-kubernetes"].map((name) =>
        dirname(find(name)),
    );
    return { pulumi, environment: { PATH: [...new Set([dirname(pulumi), ...plugins])].join(delimiter) } };
}

/** Finds everything that the integration tests need. */
export async function prepareToolChain(report: (line: string) => void): Promise<void> {
    const controlPlane = await controlPlaneExecutables();
    const { pulumi } = await pulumiInstallation();
    for (const executable of [...Object.values(controlPlane), pulumi]) {
        report(executable);
    }
}

function find(name: string): string {
    const directories = [process.env.KUBEBUILDER_ASSETS, ...(process.env.PATH ?? "").split(delimiter)];
    for (const directory of directories) {
        if (directory && isExecutable(join(directory, name))) {
            return join(directory, name);
        }
    }
    throw new Error(`${name} is neither on PATH nor in $KUBEBUILDER_ASSETS`);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
