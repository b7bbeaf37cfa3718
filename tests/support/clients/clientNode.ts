/** `@kubernetes/client-node` is an ECMAScript module, which this package's CommonJS cannot import statically. */
export const importClientNode = () => import("@kubernetes/client-node");

export type ClientNode = Awaited<ReturnType<typeof importClientNode>>;
export type KubeConfig = InstanceType<ClientNode["KubeConfig"]>;
