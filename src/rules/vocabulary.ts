/**
 * The namespaced resources that a Kubernetes API server serves itself, by API group, with the singular and short
 * names that people type by habit. Source: `kubectl api-resources --namespaced=true` of Kubernetes 1.35, and
 * subjectaccessreview's and eviction's documentation. A Role reads plural names only, and silently grants nothing
 * for any other.
 */
const namespaced: Readonly<Record<string, readonly string[]>> = {
    "": [
        "bindings",
        "configmaps cm",
        "endpoints ep",
        "events ev",
        "limitranges limits",
        "persistentvolumeclaims pvc",
        "pods po",
        "podtemplates",
        "replicationcontrollers rc",
        "resourcequotas quota",
        "secrets",
        "serviceaccounts sa",
        "services svc",
    ],
    apps: [
        "controllerrevisions",
        "daemonsets ds",
        "deployments deploy",
        "replicasets rs",
        "statefulsets sts",
    ],
    "authorization.k8s.io": ["localsubjectaccessreviews"],
    autoscaling: ["horizontalpodautoscalers hpa"],
    batch: ["cronjobs cj", "jobs"],
    "coordination.k8s.io": ["leases"],
    "discovery.k8s.io": ["endpointslices"],
    "events.k8s.io": ["events"],
    "networking.k8s.io": ["ingresses ing", "networkpolicies netpol"],
    policy: ["poddisruptionbudgets pdb"],
    "rbac.authorization.k8s.io": ["rolebindings", "roles"],
    "resource.k8s.io": ["resourceclaims", "resourceclaimtemplates"],
    "storage.k8s.io": ["csistoragecapacities"],
};

/** The resources that belong to the whole cluster, by API group: a Role that names them grants nothing of them. */
export const clusterScoped: Readonly<Record<string, readonly string[]>> = {
    "": ["componentstatuses", "namespaces", "nodes", "persistentvolumes"],
    "admissionregistration.k8s.io": [
        "mutatingadmissionpolicies",
        "mutatingadmissionpolicybindings",
        "mutatingwebhookconfigurations",
        "validatingadmissionpolicies",
        "validatingadmissionpolicybindings",
        "validatingwebhookconfigurations",
    ],
    "apiextensions.k8s.io": ["customresourcedefinitions"],
    "apiregistration.k8s.io": ["apiservices"],
    "authentication.k8s.io": ["selfsubjectreviews", "tokenreviews"],
    "authorization.k8s.io": ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews"],
    "certificates.k8s.io": ["certificatesigningrequests", "clustertrustbundles"],
    "flowcontrol.apiserver.k8s.io": ["flowschemas", "prioritylevelconfigurations"],
    "networking.k8s.io": ["ingressclasses", "ipaddresses", "servicecidrs"],
    "node.k8s.io": ["runtimeclasses"],
    "rbac.authorization.k8s.io": ["clusterrolebindings", "clusterroles"],
    "resource.k8s.io": ["deviceclasses", "devicetaintrules", "resourceslices"],
    "scheduling.k8s.io": ["priorityclasses"],
    "storage.k8s.io": [
        "csidrivers",
        "csinodes",
        "storageclasses",
        "volumeattachments",
        "volumeattributesclasses",
    ],
};

/** Groups that a Kubernetes API server serves itself. */
export const builtInGroups: ReadonlySet<string> = new Set([
    ...Object.keys(namespaced),
    ...Object.keys(clusterScoped),
    "extensions",
]);

/** The API groups that serve a namespaced built-in resource; empty for any other. */
export function groupsOf(resource: string): readonly string[] {
    return homes.get(resource) ?? [];
}

/** The plural that a singular, short or capitalised name of a built-in resource stands for. */
export function pluralOf(word: string): string | undefined {
    return plurals.get(word.toLowerCase());
}

const homes = new Map<string, string[]>();
const plurals = new Map<string, string>();
for (const [group, entries] of Object.entries(namespaced)) {
    for (const entry of entries) {
        const [plural = "", ...short] = entry.split(" ");
        homes.set(plural, [...(homes.get(plural) ?? []), group]);
        for (const word of [plural, singularOf(plural), ...short]) plurals.set(word, plural);
    }
}

/** `ingresses` to `ingress`, `networkpolicies` to `networkpolicy`: as a kind is spelt, in lower case. */
export function singularOf(plural: string): string {
    if (plural.endsWith("sses")) return plural.slice(0, -2);
    return plural.endsWith("ies") ? `${plural.slice(0, -3)}y` : plural.slice(0, -1);
}

/** Verbs that the API server or one of its admission and authorization plugins asks for. */
export const verbs: ReadonlySet<string> = new Set([
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "use",
    "bind",
    "escalate",
    "impersonate",
    "approve",
    "sign",
    "attest",
    "*",
]);

/** What people mean by a word that is no verb: HTTP methods, and kubectl's and other systems' terms. */
const meant: Readonly<Record<string, string>> = {
    read: 'write "get", "list" and "watch"',
    view: 'write "get", "list" and "watch"',
    write: 'write "create", "update", "patch" and "delete"',
    edit: 'write "update" and "patch"',
    modify: 'write "update" and "patch"',
    apply: 'write "get", "create" and "patch", which kubectl apply uses',
    deploy: 'write "get", "create" and "patch", which kubectl apply uses',
    scale: 'write "patch" on the sub-resource, as "deployments/scale"',
    exec: 'write "create" on the resource "pods/exec"',
    logs: 'write "get" on the resource "pods/log"',
    post: 'write "create"',
    put: 'write "update"',
    head: 'write "get"',
    remove: 'write "delete"',
    all: "list the verbs that the pipeline needs",
};

/** What to write instead of a word that is no verb. */
export function verbInstead(word: string): string {
    const lower = word.toLowerCase();
    if (verbs.has(lower)) return `write ${JSON.stringify(lower)}`;
    return meant[lower] ?? `write one of ${[...verbs].slice(0, 8).join(", ")}`;
}
