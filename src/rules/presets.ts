import type { PolicyRule } from "./policyRule";

/** A ready-made list of grants for a kind of pipeline. */
export interface Preset {
    /** What a pipeline with these grants can do. */
    summary: string;
    rules: readonly PolicyRule[];
}

const manage = ["create", "delete", "get", "list", "patch", "update", "watch"];

/** The presets by name, as `role.preset` takes them. */
export const presets: Readonly<Record<string, Preset>> = {
    "application-deployer": {
        summary:
            "Deploys an ordinary web application with kubectl apply or Helm: workloads, configuration, Services, " +
            "Ingresses, NetworkPolicies, autoscaling, and Prometheus Operator monitoring; reads cert-manager " +
            "Certificates. Reading Secrets and creating workloads amounts to taking over the namespace.",
        rules: [
            { apiGroups: [""], resources: ["configmaps", "pods", "secrets", "services"], verbs: manage },
            { apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs: manage },
            { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: manage },
            { apiGroups: ["networking.k8s.io"], resources: ["ingresses", "networkpolicies"], verbs: manage },
            {
                apiGroups: ["monitoring.coreos.com"],
                resources: ["prometheusrules", "servicemonitors"],
                verbs: manage,
            },
            { apiGroups: ["cert-manager.io"], resources: ["certificates"], verbs: ["get", "list", "watch"] },
        ],
    },
};
