import type { Guardrail } from "./guardrail";

const goodPractices = "RBAC Good Practices";
const rbac = "rbac.authorization.k8s.io";
const write = ["create", "update", "patch"];
const severity = "refuse";

/** What lets the pipeline give itself, or others, more. */
export const escalations: readonly Guardrail[] = [
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
];
