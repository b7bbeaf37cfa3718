import type { PolicyRule } from "./policyRule";
import { type Deployed, rulesFor, tools } from "./tools";

/** A ready-made list of grants for a kind of pipeline. */
export interface Preset {
    /** What a pipeline with these grants can do, and what that means. */
    summary: string;
    rules: readonly PolicyRule[];
}

/** What applications are made of, short of what lets a pipeline take over the namespace. */
const ordinary: readonly Deployed[] = [
    ...inGroup("", "configmaps", "persistentvolumeclaims", "services"),
    ...inGroup("apps", "daemonsets", "deployments", "statefulsets"),
    ...inGroup("autoscaling", "horizontalpodautoscalers"),
    ...inGroup("batch", "cronjobs", "jobs"),
    ...inGroup("networking.k8s.io", "ingresses", "networkpolicies"),
    ...inGroup("policy", "poddisruptionbudgets"),
];
const ofOrdinaryKinds =
    "ConfigMaps, PersistentVolumeClaims, Services, DaemonSets, Deployments, StatefulSets, HorizontalPodAutoscalers, " +
    "CronJobs, Jobs, Ingresses, NetworkPolicies and PodDisruptionBudgets";

const manage = ["create", "delete", "get", "list", "patch", "update", "watch"];

/** The presets by name, as `role.preset` and `role.presets` take them. */
export const presets: Readonly<Record<string, Preset>> = {
    "read-only": {
        summary: `Shows what there is, with kubectl get, describe and logs: ${ofOrdinaryKinds}, with their Pods, ReplicaSets, EndpointSlices and Events. No Secrets.`,
        rules: readOnly(),
    },
    rollout: {
        summary:
            "Restarts the Deployments that role.deployments names, and waits for them: kubectl rollout restart and rollout status.",
        rules: [
            { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch", "patch"] },
        ],
    },
    "kubectl-apply": {
        summary: `Deploys with ${tools["kubectl-apply"].summary}: ${ofOrdinaryKinds}. Nothing is deleted, and no Secrets are read.`,
        rules: rulesFor("kubectl-apply", ordinary),
    },
    "kubectl-apply-prune": {
        summary: `Deploys with ${tools["kubectl-apply-prune"].summary}: as kubectl-apply, and deletes what is no longer in the manifests.`,
        rules: rulesFor("kubectl-apply-prune", ordinary),
    },
    kustomize: {
        summary:
            "Deploys with kubectl diff, apply --kustomize and rollout status: as kubectl-apply, with the Secrets that secretGenerator makes.",
        rules: rulesFor("kubectl-apply", [...ordinary, ...inGroup("", "secrets")]),
    },
    helm: {
        summary:
            `Deploys with ${tools.helm.summary}: ${ofOrdinaryKinds}. Helm keeps its releases in Secrets, so that the ` +
            "pipeline reads and writes every Secret of the namespace, and with them every ServiceAccount's token.",
        rules: rulesFor("helm", ordinary),
    },
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

/** The preset of this name, if there is one. */
export function presetNamed(name: unknown): Preset | undefined {
    return typeof name === "string" && Object.hasOwn(presets, name) ? presets[name] : undefined;
}

function inGroup(apiGroup: string, ...resources: string[]): Deployed[] {
    return resources.map((resource) => ({ apiGroup, resource }));
}

function readOnly(): PolicyRule[] {
    const shown = [
        ...ordinary,
        ...inGroup("", "events", "pods"),
        ...inGroup("apps", "replicasets"),
        ...inGroup("discovery.k8s.io", "endpointslices"),
    ];
    const groups = [...new Set(shown.map(({ apiGroup }) => apiGroup))];
    return [
        ...groups.map((group) => ({
            apiGroups: [group],
            resources: shown.filter(({ apiGroup }) => apiGroup === group).map(({ resource }) => resource),
            verbs: ["get", "list", "watch"],
        })),
        { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
    ];
}
