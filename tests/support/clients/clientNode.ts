import type { Client } from "./client";

/** `@kubernetes/client-node` is an ECMAScript module, which this package's CommonJS cannot import statically. */
export const importClientNode = () => import("@kubernetes/client-node");

export type ClientNode = Awaited<ReturnType<typeof importClientNode>>;

export const nodeClient: Client = async (kubeconfigFile, given) => {
    const { ApiException, CoreV1Api, KubeConfig } = await importClientNode();
    const config = new KubeConfig();
    config.loadFromFile(kubeconfigFile);
    const namespace = given ?? config.getContextObject(config.getCurrentContext())?.namespace ?? "";
    try {
        const { items } = await config.makeApiClient(CoreV1Api).listNamespacedConfigMap({ namespace });
        return { namespace, names: items.map(({ metadata }) => metadata?.name ?? ""), status: 200 };
    } catch (error) {
        if (error instanceof ApiException) return { namespace, names: [], status: error.code };
        throw error;
    }
};
