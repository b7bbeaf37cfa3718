import { type Client, runClient } from "./client";

/** A kubectl that sees the cluster through the kubeconfig alone. */
export function kubectlClient(executable: string): Client {
    return async (kubeconfigFile, namespace) => {
        const given = namespace === undefined ? [] : ["--namespace", namespace];
        const list = await runClient(
            [executable, "get", "configmaps", "--output", "json", ...given],
            kubeconfigFile,
            /Error from server \(Forbidden\)/,
        );
        if (list === undefined) return { namespace: namespace ?? "", names: [], status: 403 };
        const items: { metadata: { name: string; namespace: string } }[] = list.items;
        return {
            namespace: items[0]?.metadata.namespace ?? "",
            names: items.map(({ metadata }) => metadata.name),
            status: 200,
        };
    };
}
