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

/** What leaves the namespace, or lets the pipeline give itself more. */
export const refusals: readonly Guardrail[] = [
    {
        id: "CA-1001",
        severity,
        title: "every verb",
        reason: "it permits what later versions and extensions will add, escalate, bind and impersonate included",
        remedy: "list the verbs that the pipeline needs",
        sources: [goodPractices, "CIS 5.1.3", "C-0187", "KSV-0044", "KSV-0045", "CKV_K8S_49"],
        grants: [],
        wildcard: "verb",
    },
    {
        id: "CA-1002",
        severity,
        title: "every resource",
        reason: "it permits every kind of object that the API group has or will have, Secrets and Roles included",
        remedy: "name the resources that the pipeline manages",
        sources: [goodPractices, "CIS 5.1.3", "C-0187", "KSV-0044", "KSV-0046", "CKV_K8S_49"],
        grants: [],
        wildcard: "resource",
    },
    {
        id: "CA-1003",
        severity,
        title: "every API group",
        reason: "it permits resources of that name in every API group that is installed or will be",
        remedy: "name the API groups of the resources",
        sources: [goodPractices, "CIS 5.1.3", "C-0187", "KSV-0044", "CKV_K8S_49"],
        grants: [],
        wildcard: "apiGroup",
    },
    {
        id: "CA-1101",
        severity,
        title: "escalating Roles",
        reason: "who may escalate a Role can put into it what they do not hold themselves",
        remedy: "leave the verb escalate out",
        sources: [goodPractices, "CIS 5.1.8", "C-0191", "KSV-0050", "CKV_K8S_158"],
        grants: [{ apiGroups: [rbac], resources: ["roles", "clusterroles"], verbs: ["escalate"] }],
    },
    {
        id: "CA-1102",
        severity,
        title: "binding Roles",
        reason: "who may bind a Role can give anybody what they do not hold themselves",
        remedy: "leave the verb bind out",
        // RBAC asks `bind` of roles; of rolebindings it means nothing, and is taken for what it was meant to be.
        sources: [goodPractices, "CIS 5.1.8", "C-0191", "KSV-0050", "KSV-0052", "CKV_K8S_158"],
        grants: [
            {
                apiGroups: [rbac],
                resources: ["roles", "clusterroles", "rolebindings", "clusterrolebindings"],
                verbs: ["bind"],
            },
        ],
    },
    {
        id: "CA-1103",
        severity,
        title: "writing Roles",
        reason: "the pipeline would decide what it and others may do",
        remedy: "let whoever runs pulumi up create Roles, and the pipeline deploy the rest",
        sources: [goodPractices, "C-0191", "KSV-0051"],
        grants: [
            { apiGroups: [rbac], resources: ["roles"], verbs: [...write, "delete", "deletecollection"] },
        ],
    },
    {
        id: "CA-1104",
        severity,
        title: "writing RoleBindings",
        reason: "the pipeline would decide who may act in the namespace",
        remedy: "let whoever runs pulumi up create RoleBindings, and the pipeline deploy the rest",
        sources: [goodPractices, "C-0191", "KSV-0055"],
        grants: [
            {
                apiGroups: [rbac],
                resources: ["rolebindings"],
                verbs: [...write, "delete", "deletecollection"],
            },
        ],
    },
    {
        id: "CA-1105",
        severity,
        title: "impersonation",
        reason: "the pipeline could act as another ServiceAccount or user, under that one's name in the audit log",
        remedy: "leave the verb impersonate out",
        sources: [goodPractices, "CIS 5.1.8", "C-0065", "KSV-0043", "CKV2_K8S_3"],
        grants: [
            {
                apiGroups: ["", "authentication.k8s.io"],
                resources: ["users", "groups", "serviceaccounts", "uids", "userextras", "userextras/scopes"],
                verbs: ["impersonate"],
            },
        ],
    },
    {
        id: "CA-1106",
        severity,
        title: "issuing ServiceAccounts' tokens",
        reason: "a token of any ServiceAccount in the namespace would be the pipeline's for the asking",
        remedy: "leave serviceaccounts/token out",
        sources: [goodPractices, "CIS 5.1.13", "C-0282"],
        grants: [{ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }],
    },
    {
        id: "CA-1107",
        severity,
        title: "changing the namespace itself",
        reason: "its labels say which Pods are too privileged to run in it, and deleting it deletes all there is",
        remedy: "let whoever runs pulumi up manage the namespace",
        sources: [goodPractices],
        grants: [
            {
                apiGroups: [""],
                resources: ["namespaces", "namespaces/status", "namespaces/finalize"],
                verbs: ["update", "patch", "delete"],
            },
        ],
    },
    {
        id: "CA-1108",
        severity,
        title: "using security policies by name",
        reason: "a Pod could take a policy that permits it to be privileged",
        remedy: "leave the verb use out",
        sources: [goodPractices, "CIS 5.2"],
        grants: [
            {
                apiGroups: ["policy", "extensions", "security.openshift.io"],
                resources: ["podsecuritypolicies", "securitycontextconstraints"],
                verbs: ["use"],
            },
        ],
    },
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
