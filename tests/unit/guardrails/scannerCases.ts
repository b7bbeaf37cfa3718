import type { PolicyRule } from "../../../src/rules/policyRule";

/**
 * What scanners call dangerous in a Role, and what they let pass, in our terms. Re-expressed from the scanners' own tests:
 * Trivy's of KSV-0045, KSV-0048, KSV-0051 and KSV-0055. All others, Kubescape's (C) among them, are from what the checks say
 * that they look for, not from their tests. Groups of `*` in the tests are written out where that is not the point.
 * `[groups, resources, verbs, names]`, each a list of words.
 */
type Case = [groups: string, resources: string, verbs: string, names?: string];

export interface ScannerCheck {
    check: string;
    about: string;
    dangerous: readonly Case[];
    harmless: readonly Case[];
    /** Whether it is about what leaves the namespace or escalates: our verdict has to be a refusal. */
    refused: boolean;
}

const rbac = "rbac.authorization.k8s.io";
const workloads =
    "deployments daemonsets statefulsets replicationcontrollers replicasets jobs cronjobs".split(" ");
const each = (verbs: string, ...resources: string[]): Case[] =>
    resources.map((resource) => ["*", resource, verbs]);

export const scannerChecks: readonly ScannerCheck[] = [
    {
        check: "KSV-0041, KSV-0113, C-0015",
        about: "secrets",
        dangerous: [
            "get",
            "list",
            "watch",
            "create",
            "update",
            "patch",
            "delete",
            "deletecollection",
            "*",
        ].map((verb): Case => ["", "secrets", verb]),
        harmless: [["", "secrets1", "get"]],
        refused: false,
    },
    {
        check: "KSV-0042",
        about: "deleting the logs of Pods",
        dangerous: [["", "pods/log", "get"]],
        harmless: [["", "pods", "get"]],
        refused: false,
    },
    {
        check: "KSV-0043, C-0065",
        about: "impersonation",
        dangerous: ["users", "groups", "serviceaccounts", "uids"].map(
            (one): Case => ["", one, "impersonate"],
        ),
        harmless: [
            ["", "users1", "impersonate"],
            ["", "serviceaccounts", "get"],
        ],
        refused: true,
    },
    {
        check: "KSV-0044",
        about: "everything on everything",
        dangerous: [["*", "*", "*"]],
        harmless: [["", "pods", "get"]],
        refused: true,
    },
    {
        check: "KSV-0045, C-0187",
        about: "every verb",
        dangerous: each(
            "*",
            "secrets",
            "pods",
            ...workloads,
            "roles",
            "rolebindings",
            "clusterroles",
            "users",
            "groups",
        ),
        harmless: [["", "things", "get"]],
        refused: true,
    },
    {
        check: "KSV-0046, C-0187",
        about: "every resource",
        dangerous: ["get", "list", "create", "update", "delete", "impersonate", "*"].map(
            (verb): Case => ["*", "*", verb],
        ),
        harmless: [["apps", "deployments", "get"]],
        refused: true,
    },
    {
        check: "KSV-0047, C-0279",
        about: "nodes/proxy",
        dangerous: [
            ["", "nodes/proxy", "get"],
            ["", "nodes/proxy", "create"],
        ],
        harmless: [["", "nodes1", "get"]],
        refused: true,
    },
    {
        check: "KSV-0048, C-0188",
        about: "making Pods, and what makes Pods",
        dangerous: [
            ...each("create", ...workloads),
            ...each("update", ...workloads),
            ...each("deletecollection", "cronjobs"),
            ["", "pods", "create"],
        ],
        harmless: [
            ["apps", "deployments1", "update"],
            ["batch", "job", "patch"],
            ["batch", "job", "delete"],
        ],
        refused: false,
    },
    {
        check: "KSV-0049",
        about: "configmaps",
        dangerous: ["create", "update", "patch", "delete", "deletecollection"].map(
            (verb): Case => ["", "configmaps", verb],
        ),
        harmless: [
            ["", "configmaps", "get"],
            ["", "configmaps1", "create"],
        ],
        refused: false,
    },
    {
        check: "KSV-0050, C-0191",
        about: "managing RBAC",
        dangerous: ["create", "update", "delete", "deletecollection", "*"].flatMap((verb): Case[] => [
            [rbac, "roles", verb],
            [rbac, "rolebindings", verb],
        ]),
        harmless: [
            [rbac, "roles", "get"],
            [rbac, "rolebindings1", "create"],
        ],
        refused: true,
    },
    {
        check: "KSV-0051, KSV-0052, C-0191",
        about: "binding roles",
        // RBAC takes `*` for the name of a role here; creating RoleBindings is dangerous whatever may be bound.
        dangerous: [
            [rbac, "rolebindings", "create"],
            [rbac, "roles", "bind"],
            [rbac, "clusterroles", "bind", "admin"],
        ],
        harmless: [
            [rbac, "rolebindings1", "create"],
            [rbac, "roles1", "bind"],
        ],
        refused: true,
    },
    {
        check: "KSV-0053, C-0002",
        about: "pods/exec",
        dangerous: [
            ["", "pods/exec", "create"],
            ["*", "pods/exec", "create"],
            ["", "pods/exec", "get"],
        ],
        harmless: [
            ["", "pods", "get"],
            ["", "pods/exec1", "create"],
        ],
        refused: false,
    },
    {
        check: "KSV-0054",
        about: "pods/attach",
        dangerous: [["", "pods/attach", "create"]],
        harmless: [["", "pods/attach1", "create"]],
        refused: false,
    },
    {
        check: "KSV-0055",
        about: "changing rolebindings",
        dangerous: [
            ["*", "rolebindings", "get patch"],
            [rbac, "rolebindings", "patch"],
        ],
        harmless: [
            [rbac, "rolebindings1", "get patch"],
            [rbac, "rolebindings", "get"],
        ],
        refused: true,
    },
    {
        check: "KSV-0056",
        about: "the network",
        dangerous: [
            ["", "services", "create"],
            ["", "endpoints", "update"],
            ["discovery.k8s.io", "endpointslices", "patch"],
            ["networking.k8s.io", "networkpolicies", "delete"],
            ["networking.k8s.io", "ingresses", "deletecollection"],
        ],
        harmless: [
            ["", "services", "get"],
            ["networking.k8s.io", "networkpolicies1", "create"],
        ],
        refused: false,
    },
    {
        check: "C-0007",
        about: "destroying data",
        dangerous: [
            ["apps", "deployments", "delete"],
            ["", "secrets", "deletecollection"],
            ["", "pods", "delete"],
        ],
        harmless: [["apps", "deployments", "get"]],
        refused: false,
    },
    {
        check: "C-0031",
        about: "deleting events",
        dangerous: [
            ["", "events", "delete"],
            ["events.k8s.io", "events", "deletecollection"],
        ],
        harmless: [["", "events", "create"]],
        refused: false,
    },
    {
        check: "C-0063",
        about: "port forwarding",
        dangerous: [["", "pods/portforward", "create"]],
        harmless: [["", "pods", "list"]],
        refused: false,
    },
    {
        check: "C-0278",
        about: "PersistentVolumes",
        dangerous: [["", "persistentvolumes", "create"]],
        harmless: [["", "persistentvolumeclaims", "create"]],
        refused: true,
    },
    {
        check: "C-0280",
        about: "approving certificates",
        dangerous: [["certificates.k8s.io", "certificatesigningrequests/approval", "update"]],
        harmless: [["cert-manager.io", "certificaterequests", "get"]],
        refused: true,
    },
    {
        check: "C-0281",
        about: "admission webhooks",
        dangerous: [["admissionregistration.k8s.io", "mutatingwebhookconfigurations", "patch"]],
        harmless: [["example.com", "mutatingwebhookconfigurations", "patch"]],
        refused: true,
    },
    {
        check: "C-0282",
        about: "issuing tokens",
        dangerous: [["", "serviceaccounts/token", "create"]],
        harmless: [["", "serviceaccounts", "get"]],
        refused: true,
    },
];

/** A case as a rule. */
export function ruleOf([groups, resources, verbs, names]: Case): PolicyRule {
    return {
        apiGroups: groups.split(" "),
        resources: resources.split(" "),
        verbs: verbs.split(" "),
        ...(names !== undefined && { resourceNames: names.split(" ") }),
    };
}

/** What Trivy's tests let pass and guardrails refuse, on purpose. */
export const stricter: readonly [check: string, rule: Case, why: string][] = [
    ["KSV-0045", ["*", "aaa", "*"], "every verb and every group, whatever the resource"],
    ["KSV-0048", ["*", "deployments1", "update"], "every group"],
    ["KSV-0051", [rbac, "clusterroles", "bind", "*"], "bind alone: RoleBindings may come from another rule"],
    ["KSV-0055", [rbac, "rolebindings", "patch"], "patch needs no get"],
];
