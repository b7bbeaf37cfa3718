import { Tenant } from "./tenant";

const tenants = ["shop", "blog"].map((name) => new Tenant(name, { cpu: "500m" }));

/** What Vault, ESC or a cloud's secret manager can take from here; a secret, as every kubeconfig is. */
export const kubeconfigs = tenants.map(({ deployKubeconfig, watchKubeconfig }) => ({
    deployKubeconfig,
    watchKubeconfig,
}));
