import { minimise } from "./algebra";
import type { PolicyRule } from "./policyRule";

/**
 * What a deploying tool asks of the API server for the objects that it deploys. Measured from the audit log of
 * Kubernetes 1.35: kubectl 1.33 and 1.35, Helm 3.19; the tests run them with these rules, and with each verb taken away.
 */
export interface Tool {
    /** What a pipeline does with it. */
    summary: string;
    /** Verbs on the objects that are deployed, which may be limited to their names. */
    byName: readonly string[];
    /** Verbs that RBAC cannot limit to names, or that are about objects which are no longer in the manifests. */
    anyName: readonly string[];
    /** Verbs, by name too, on what has a rollout that it waits for. */
    rollout: readonly string[];
    /** What it needs besides, whatever it deploys. */
    besides: readonly PolicyRule[];
    /** Verbs on other resources that it needs where it deploys one, by `<resource>.<group>`. */
    dependents: Readonly<Record<string, readonly PolicyRule[]>>;
}

/** A kind of object that a pipeline deploys: all of them, or those of some names. */
export interface Deployed {
    apiGroup: string;
    resource: string;
    names?: readonly string[];
}

const rollouts = new Set(["daemonsets.apps", "deployments.apps", "statefulsets.apps"]);

const kubectlApply: Tool = {
    summary: "kubectl diff, kubectl apply and kubectl rollout status",
    byName: ["get", "patch"],
    anyName: ["create"],
    // It lists and watches the one by its name.
    rollout: ["get", "list", "watch"],
    besides: [],
    dependents: {},
};

/** The tools by name, as `role.tool` takes them. */
export const tools = {
    "kubectl-apply": kubectlApply,
    "kubectl-apply-prune": {
        ...kubectlApply,
        summary:
            "kubectl diff, kubectl apply --prune with --prune-allowlist for these kinds, and kubectl rollout status",
        anyName: ["create", "list", "delete"],
    },
    helm: {
        summary: "helm upgrade --install --wait, rollback, list, status and uninstall",
        byName: ["patch"],
        // What a release no longer has, Helm gets before it deletes it.
        anyName: ["create", "get", "delete"],
        rollout: [],
        // Where Helm 3 keeps its releases. RBAC cannot tell them from the other Secrets of the namespace.
        besides: [
            {
                apiGroups: [""],
                resources: ["secrets"],
                verbs: ["get", "list", "create", "update", "delete"],
            },
        ],
        dependents: {
            "deployments.apps": [{ apiGroups: ["apps"], resources: ["replicasets"], verbs: ["list"] }],
        },
    },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** Whether there is a tool of this name. */
export function isTool(name: unknown): name is ToolName {
    return typeof name === "string" && Object.hasOwn(tools, name);
}

/** The least rules with which a tool deploys these. */
export function rulesFor(name: ToolName, deployed: readonly Deployed[]): PolicyRule[] {
    const tool: Tool = tools[name];
    return minimise([...tool.besides, ...deployed.flatMap((kind) => rulesForKind(tool, kind))]);
}

function rulesForKind(tool: Tool, { apiGroup, resource, names }: Deployed): PolicyRule[] {
    const kind = { apiGroups: [apiGroup], resources: [resource] };
    const qualified = `${resource}.${apiGroup}`;
    const waits = rollouts.has(qualified) ? tool.rollout : [];
    const named = { ...kind, verbs: [...tool.byName, ...waits] };
    // No names are no objects, which RBAC would read as all of them.
    const ofNames =
        names?.length === 0 ? [] : [names === undefined ? named : { ...named, resourceNames: [...names] }];
    return [{ ...kind, verbs: [...tool.anyName] }, ...ofNames, ...(tool.dependents[qualified] ?? [])];
}
