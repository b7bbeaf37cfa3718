import { clusterScoped } from "../rules/vocabulary";
import type { Guardrail } from "./guardrail";

const goodPractices = "RBAC Good Practices";
const rbac = "rbac.authorization.k8s.io";
const anything = ["*"];
const write = ["create", "update", "patch"];
const severity = "refuse";

/** What other guardrails are about, with reasons of their own. */
const named = new Set([
    "namespaces",
    "nodes",
    "persistentvolumes",
    "certificatesigningrequests",
    "clusterroles",
    "clusterrolebindings",
    ...(clusterScoped["admissionregistration.k8s.io"] ?? []),
]);

/** What leaves the namespace, or means to. */
export const beyond: readonly Guardrail[] = [
    {
        id: "CA-1201",
        severity,
        title: "nodes",
        reason: "they are the cluster's: nodes/proxy is a shell in every Pod of every namespace, and is not in the audit log",
        remedy: "remove it: a Role grants nothing of it",
        sources: [goodPractices, "CIS 5.1.10", "C-0279", "KSV-0047"],
        grants: [
            {
                apiGroups: [""],
                resources: ["nodes", "nodes/proxy", "nodes/status", "nodes/log", "nodes/exec"],
                verbs: anything,
            },
        ],
    },
    {
        id: "CA-1202",
        severity,
        title: "PersistentVolumes",
        reason: "one of type hostPath is the file system of a node",
        remedy: "remove it: a Role grants nothing of it. PersistentVolumeClaims are the namespace's",
        sources: [goodPractices, "CIS 5.1.9", "C-0278"],
        grants: [
            {
                apiGroups: [""],
                resources: ["persistentvolumes", "persistentvolumes/status"],
                verbs: anything,
            },
        ],
    },
    {
        id: "CA-1203",
        severity,
        title: "CertificateSigningRequests",
        reason: "who may have a certificate signed can be any user of the cluster",
        remedy: "remove it: a Role grants nothing of it",
        sources: [goodPractices, "CIS 5.1.11", "C-0280", "KSV-0043"],
        grants: [
            {
                apiGroups: ["certificates.k8s.io"],
                resources: [
                    "certificatesigningrequests",
                    "certificatesigningrequests/approval",
                    "certificatesigningrequests/status",
                    "signers",
                ],
                verbs: anything,
            },
        ],
    },
    {
        id: "CA-1204",
        severity,
        title: "admission control",
        reason: "a webhook reads and changes whatever is created in the whole cluster",
        remedy: "remove it: a Role grants nothing of it",
        sources: [goodPractices, "CIS 5.1.12", "C-0281"],
        grants: [
            {
                apiGroups: ["admissionregistration.k8s.io"],
                resources: [...(clusterScoped["admissionregistration.k8s.io"] ?? [])],
                verbs: anything,
            },
        ],
    },
    {
        id: "CA-1205",
        severity,
        title: "ClusterRoles and ClusterRoleBindings",
        reason: "they give and take permissions in the whole cluster",
        remedy: "remove it: a Role grants nothing of it",
        sources: [goodPractices, "C-0191", "KSV-0051", "KSV-0055"],
        grants: [
            {
                apiGroups: [rbac],
                resources: ["clusterroles", "clusterrolebindings"],
                verbs: [...write, "get", "list", "watch", "delete", "deletecollection"],
            },
        ],
    },
    {
        id: "CA-1206",
        severity,
        scope: "namespace",
        title: "what belongs to the whole cluster",
        reason: "it reaches beyond the namespace, and a Role that names it grants nothing of it: a mistake at best",
        remedy: "remove it",
        sources: [goodPractices],
        grants: [
            // A Role does permit to get its own namespace.
            {
                apiGroups: [""],
                resources: ["namespaces"],
                verbs: ["list", "watch", "create", "deletecollection"],
            },
            ...Object.entries(clusterScoped).map(([group, resources]) => ({
                apiGroups: [group],
                resources: resources.filter((resource) => !named.has(resource)),
                verbs: anything,
            })),
        ],
    },
    {
        id: "CA-1301",
        severity,
        scope: "cluster",
        title: "access to the whole cluster",
        reason: "it reaches into every namespace, those of other teams and of the control plane included",
        remedy: "grant it in the namespaces where it is needed",
        sources: [goodPractices, "CIS 5.1.1", "C-0035", "KSV-0111"],
        grants: [{ apiGroups: anything, resources: anything, verbs: anything }],
    },
];
