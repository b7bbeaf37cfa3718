import { minimise } from "../rules/algebra";
import type { PolicyRule } from "../rules/policyRule";
import { type Deployed, rulesFor, type ToolName } from "../rules/tools";
import type { Findings } from "../validation/findings";
import { quote } from "../validation/problem";
import { type CustomKind, Kinds, type KnownKind } from "./kinds";
import { fieldsOf, groupOf, type ManifestObject, parseManifest, shownAs, textOf } from "./manifest";
import type { ManifestsRules } from "./rulesFromManifests";
import { sourcesOf } from "./sources";

/** What is deployed, and how. */
export interface Deployment {
    /** Each the text of manifests, in YAML or JSON, or the path of a file or directory. */
    manifests: readonly string[];
    tool: ToolName;
    kinds: readonly CustomKind[];
    /** The pipeline's; undefined where it is not known yet, and then it is that of all objects. */
    namespace?: string;
}

/** The least rules with which a tool deploys manifests. What is wrong with the manifests goes into the findings. */
export function derive(deployment: Deployment, path: string, findings: Findings): ManifestsRules {
    const { manifests, tool, namespace } = deployment;
    const read = manifests.flatMap((entry, index) => {
        const here = `${path}[${index}]`;
        return sourcesOf(entry, here, findings).flatMap(({ label, text }) =>
            parseManifest(text, label, here, findings).map((object) => ({ object, here })),
        );
    });
    const objects = read.map(({ object }) => object);
    const kinds = new Kinds(objects, deployment.kinds);
    const derived: ManifestsRules = { rules: [], clusterScoped: [], elsewhere: [] };
    const known = read.flatMap(({ object, here }) => {
        const kind = kinds.of(object);
        if (kind !== undefined) return [{ object, kind }];
        findings.problem(here, unknownKind(object));
        return [];
    });
    const deployed = known.filter(({ object, kind }) => {
        if (kind.clusterScoped) derived.clusterScoped.push(shownAs(object));
        const isElsewhere = namespace !== undefined && (object.namespace ?? namespace) !== namespace;
        if (!kind.clusterScoped && isElsewhere)
            derived.elsewhere.push(`${shownAs(object)} of ${object.namespace}`);
        return !kind.clusterScoped && !isElsewhere;
    });
    const here = deployed.map(({ object }) => object);
    derived.rules = minimise([...rulesFor(tool, together(deployed)), ...rulesToGrant(here)]);
    return derived;
}

function unknownKind(object: ManifestObject): string {
    const { kind } = object;
    const declaration = `{ kind: ${quote(kind)}, apiGroup: ${quote(groupOf(object))}, resource: "…" }`;
    return (
        `has the ${shownAs(object)} of ${object.apiVersion}, a kind that is not Kubernetes' own; add its ` +
        `CustomResourceDefinition to the manifests, or ${declaration} to role.kinds, as kubectl api-resources shows it`
    );
}

/** The names of each kind. An object without one is created, and never found again. */
function together(deployed: { object: ManifestObject; kind: KnownKind }[]): Deployed[] {
    const byKind = new Map<string, { apiGroup: string; resource: string; names: string[] }>();
    for (const { object, kind } of deployed) {
        const { apiGroup, resource } = kind;
        const same = byKind.get(`${resource}.${apiGroup}`) ?? { apiGroup, resource, names: [] };
        if (object.name !== undefined) same.names.push(object.name);
        byKind.set(`${resource}.${apiGroup}`, same);
    }
    return [...byKind.values()];
}

/**
 * Who creates a Role has to hold what it grants, and who creates a RoleBinding what its role grants, or the verb `bind` on
 * that role. Source: Kubernetes, "Using RBAC Authorization", privilege escalation prevention.
 */
function rulesToGrant(objects: readonly ManifestObject[]): PolicyRule[] {
    const roles = objects.filter(({ kind }) => kind === "Role");
    const names = new Set(roles.map(({ name }) => name));
    const granted = roles.flatMap(({ fields }) =>
        (Array.isArray(fields.rules) ? fields.rules : []).map(ruleIn),
    );
    const bound = objects
        .filter(({ kind }) => kind === "RoleBinding")
        .map(({ fields }) => fieldsOf(fields.roleRef))
        .filter(({ kind, name }) => !(kind === "Role" && names.has(textOf(name))))
        .map(({ kind, name }) => ({
            apiGroups: ["rbac.authorization.k8s.io"],
            resources: [kind === "ClusterRole" ? "clusterroles" : "roles"],
            verbs: ["bind"],
            resourceNames: [textOf(name) ?? ""],
        }));
    return [...granted, ...bound];
}

function ruleIn(value: unknown): PolicyRule {
    const fields = fieldsOf(value);
    const texts = (list: unknown) =>
        (Array.isArray(list) ? list : []).filter((one): one is string => typeof one === "string");
    const resourceNames = texts(fields.resourceNames);
    return {
        apiGroups: texts(fields.apiGroups),
        resources: texts(fields.resources),
        verbs: texts(fields.verbs),
        ...(resourceNames.length > 0 && { resourceNames }),
    };
}
