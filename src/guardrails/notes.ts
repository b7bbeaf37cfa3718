import type { Guardrail } from "./guardrail";

const write = ["create", "update", "patch"];
const remove = ["delete", "deletecollection"];
const severity = "note";

/** What scanners report and what deploying is. */
export const notes: readonly Guardrail[] = [
    {
        id: "CA-3001",
        severity,
        title: "writing ConfigMaps",
        reason: "applications take their settings from them",
        remedy: "leave it out where the pipeline deploys none",
        sources: ["KSV-0049"],
        grants: [{ apiGroups: [""], resources: ["configmaps"], verbs: [...write, ...remove] }],
    },
    {
        id: "CA-3002",
        severity,
        title: "directing traffic",
        reason: "a changed Service, Ingress or NetworkPolicy lets other traffic in, or sends it elsewhere",
        remedy: "leave it out where the pipeline deploys none",
        sources: ["KSV-0056"],
        grants: [
            { apiGroups: [""], resources: ["services"], verbs: [...write, ...remove] },
            {
                apiGroups: ["networking.k8s.io", "extensions"],
                resources: ["ingresses", "networkpolicies"],
                verbs: [...write, ...remove],
            },
            { apiGroups: ["gateway.networking.k8s.io"], resources: ["*"], verbs: [...write, ...remove] },
        ],
    },
    {
        id: "CA-3003",
        severity,
        title: "deleting workloads, their data or Secrets",
        reason: "what is deleted is gone",
        remedy: "leave it out where the pipeline never removes anything",
        sources: ["C-0007"],
        grants: [
            {
                apiGroups: [""],
                resources: [
                    "persistentvolumeclaims",
                    "pods",
                    "replicationcontrollers",
                    "secrets",
                    "services",
                ],
                verbs: remove,
            },
            {
                apiGroups: ["apps", "extensions"],
                resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
                verbs: remove,
            },
            { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: remove },
        ],
    },
    {
        id: "CA-3004",
        severity,
        title: "deleting Events",
        reason: "they say what happened",
        remedy: "leave it out: they go by themselves after an hour",
        sources: ["C-0031"],
        grants: [{ apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: remove }],
    },
    {
        id: "CA-3005",
        severity,
        title: "reading logs",
        reason: "applications log what they should not",
        remedy: "leave it out where the pipeline shows no logs",
        sources: ["KSV-0042"],
        grants: [{ apiGroups: [""], resources: ["pods/log"], verbs: ["get", "list"] }],
    },
];
