import { bodyOf } from "./application";
import type { KnownApplication } from "./knownApplications";

/** An object of a manifest. */
export interface KnownObject {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string; annotations: Record<string, string> };
    [field: string]: unknown;
}

const rbac = "rbac.authorization.k8s.io";
/** What of these kinds belongs to the whole cluster. */
const wide: Record<string, object> = {
    APIService: {
        spec: { group: "metrics.k8s.io", version: "v1beta1", groupPriorityMinimum: 1, versionPriority: 1 },
    },
    ClusterRole: { rules: [] },
    ClusterRoleBinding: { roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "view" } },
    CustomResourceDefinition: {},
    IngressClass: { spec: { controller: "k8s.io/ingress-nginx" } },
    Namespace: {},
    StorageClass: { provisioner: "example.com/disk" },
    ValidatingWebhookConfiguration: { webhooks: [] },
};

/** Whether no Role can grant it. */
export const isWide = ({ kind }: KnownObject): boolean => kind in wide;

/** The objects of an application for a namespace, in a version of which only an annotation differs. */
export function objectsOf(application: KnownApplication, namespace: string, version = "1"): KnownObject[] {
    const metadata = (name: string) => ({ name, namespace, annotations: { version } });
    const plain = lines(application.objects).flatMap((line) => {
        const [apiVersion = "", kind = "", ...names] = line.split(" ");
        const body = wide[kind] ?? bodyOf(kind);
        return names.map((name) => ({ apiVersion, kind, metadata: metadata(name), ...body }));
    });
    const roles = [...rulesByRole(application)].map(([name, rules]) => ({
        apiVersion: `${rbac}/v1`,
        kind: "Role",
        metadata: metadata(name),
        rules,
    }));
    const bindings = lines(application.bindings).map((line) => {
        const [name = "", kind = "", role = ""] = line.split(/: |\//);
        const roleRef = { apiGroup: rbac, kind, name: role };
        const subjects = [{ kind: "ServiceAccount", name, namespace }];
        return { apiVersion: `${rbac}/v1`, kind: "RoleBinding", metadata: metadata(name), roleRef, subjects };
    });
    return [...definitionsOf(application), ...plain, ...roles, ...bindings];
}

function rulesByRole({ roles }: KnownApplication): Map<string, object[]> {
    const byRole = new Map<string, object[]>();
    for (const line of lines(roles)) {
        const [name = "", rule = ""] = line.split(": ");
        const [kinds = "", verbs = ""] = rule.split(" ");
        const rules = kinds.split(",").map((kind) => {
            const [group = "", ...resource] = kind.split("/");
            return {
                apiGroups: [group === "core" ? "" : group],
                resources: [resource.join("/")],
                verbs: verbs.split(","),
            };
        });
        byRole.set(name, [...(byRole.get(name) ?? []), ...rules]);
    }
    return byRole;
}

function definitionsOf({ customKinds }: KnownApplication): KnownObject[] {
    return lines(customKinds).map((line) => {
        const [kind = "", plural = "", at = ""] = line.split(" ");
        const [group = "", version = ""] = at.split("/");
        const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
        return {
            apiVersion: "apiextensions.k8s.io/v1",
            kind: "CustomResourceDefinition",
            metadata: { name: `${plural}.${group}`, annotations: {} },
            spec: {
                group,
                scope: "Namespaced",
                names: { kind, plural },
                versions: [{ name: version, served: true, storage: true, schema }],
            },
        };
    });
}

function lines(text = ""): string[] {
    return text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
}

export function asText(objects: readonly object[]): string {
    return objects.map((object) => JSON.stringify(object)).join("\n---\n");
}
