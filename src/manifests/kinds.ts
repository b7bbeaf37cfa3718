import { clusterScoped, groupsOf, pluralOf, singularOf } from "../rules/vocabulary";
import { type Problem, quote } from "../validation/problem";
import { fieldsOf, groupOf, type ManifestObject, textOf } from "./manifest";

/** A kind of object that Kubernetes does not have of itself, for manifests that do not have its CustomResourceDefinition. */
export interface CustomKind {
    /** As manifests write it: `ServiceMonitor`. */
    kind: string;
    /** Without version: `monitoring.coreos.com`. */
    apiGroup: string;
    /** In lower-case plural, as `kubectl api-resources` shows it: `servicemonitors`. */
    resource: string;
    /** Whether its objects belong to the whole cluster, so that no Role can grant them. Defaults to false. */
    clusterScoped?: boolean;
}

/** What a Role calls the objects of a kind. */
export interface KnownKind {
    apiGroup: string;
    resource: string;
    clusterScoped: boolean;
}

/** The kinds that a set of manifests may use: Kubernetes' own, those that it defines itself, and those that are declared. */
export class Kinds {
    private readonly custom = new Map<string, KnownKind>();

    constructor(objects: readonly ManifestObject[], declared: readonly CustomKind[]) {
        for (const { kind, apiGroup, resource, clusterScoped: wide = false } of declared) {
            this.custom.set(`${kind}.${apiGroup}`, { apiGroup, resource, clusterScoped: wide });
        }
        for (const object of objects) {
            if (object.kind === "CustomResourceDefinition") this.define(object);
        }
    }

    of(object: ManifestObject): KnownKind | undefined {
        const group = groupOf(object);
        return this.custom.get(`${object.kind}.${group}`) ?? builtIn(object.kind, group);
    }

    private define({ fields }: ManifestObject): void {
        const { group, scope, names } = fieldsOf(fields.spec);
        const { kind, plural } = fieldsOf(names);
        const [apiGroup, resource] = [textOf(group), textOf(plural)];
        if (apiGroup === undefined || resource === undefined) return;
        this.custom.set(`${kind}.${apiGroup}`, { apiGroup, resource, clusterScoped: scope === "Cluster" });
    }
}

function builtIn(kind: string, apiGroup: string): KnownKind | undefined {
    const plural = pluralOf(kind);
    if (plural !== undefined && groupsOf(plural).includes(apiGroup)) {
        return { apiGroup, resource: plural, clusterScoped: false };
    }
    const resource = clusterScoped[apiGroup]?.find((one) => singularOf(one) === kind.toLowerCase());
    return resource === undefined ? undefined : { apiGroup, resource, clusterScoped: true };
}

/** Finds what is wrong with declared kinds. */
export function checkKinds(kinds: unknown, path: string): Problem[] {
    const instead = "{ kind, apiGroup, resource }, as kubectl api-resources shows them";
    if (!Array.isArray(kinds)) return [{ path, reason: `is ${quote(kinds)}; write a list of ${instead}` }];
    return kinds.flatMap((declared: unknown, index) => {
        const { kind, apiGroup, resource, clusterScoped: wide, ...others } = fieldsOf(declared);
        const complete = [kind, apiGroup, resource].every((field) => textOf(field) !== undefined);
        const right = complete && (wide === undefined || typeof wide === "boolean");
        return right && Object.keys(others).length === 0
            ? []
            : [{ path: `${path}[${index}]`, reason: `is ${quote(declared)}; write ${instead}` }];
    });
}
