/**
 * A rule as RBAC knows it, of a Role or a ClusterRole: verbs on resources of API groups, or on URLs that are no resource.
 * A PolicyRule is one. Source: `rbac.authorization.k8s.io/v1` PolicyRule.
 */
export interface RbacRule {
    apiGroups?: readonly string[];
    resources?: readonly string[];
    resourceNames?: readonly string[];
    /** Paths such as `/healthz`, or `/healthz/*` for all below; in a ClusterRole only. */
    nonResourceURLs?: readonly string[];
    verbs: readonly string[];
}

/** The smallest part of a rule: one verb on one resource, of one name or of any, or on one URL. */
export interface Grant {
    readonly apiGroup: string;
    /** Empty where the grant is about a URL. */
    readonly resource: string;
    /** Undefined for all objects. */
    readonly resourceName?: string;
    readonly nonResourceURL?: string;
    readonly verb: string;
}

/** Takes rules apart. Every grant of the result is permitted by one rule alone, as RBAC requires. */
export function grantsOf(rules: readonly RbacRule[]): Grant[] {
    return rules.flatMap((rule) => [...resourceGrants(rule), ...urlGrants(rule)]);
}

function resourceGrants({ apiGroups = [], resources = [], resourceNames, verbs }: RbacRule): Grant[] {
    const names = resourceNames?.length ? resourceNames : [undefined];
    return apiGroups.flatMap((apiGroup) =>
        resources.flatMap((resource) =>
            names.flatMap((resourceName) =>
                verbs.map((verb) => ({ apiGroup, resource, resourceName, verb })),
            ),
        ),
    );
}

function urlGrants({ nonResourceURLs = [], verbs }: RbacRule): Grant[] {
    // Several asterisks at the end are read as one.
    const urls = nonResourceURLs.map((url) => url.replace(/\*+$/, "*"));
    return urls.flatMap((nonResourceURL) =>
        verbs.map((verb) => ({ apiGroup: "", resource: "", nonResourceURL, verb })),
    );
}

/**
 * Whether whoever holds the one grant holds the other, as the API server's check against escalation reads it. Source:
 * `ruleCovers` in k8s.io/component-helpers, auth/rbac/validation.
 */
export function permits(held: Grant, wanted: Grant): boolean {
    if (held.verb !== "*" && held.verb !== wanted.verb) return false;
    if (held.nonResourceURL !== undefined || wanted.nonResourceURL !== undefined) {
        return urlPermits(held.nonResourceURL, wanted.nonResourceURL);
    }
    if (held.apiGroup !== "*" && held.apiGroup !== wanted.apiGroup) return false;
    if (held.resourceName !== undefined && held.resourceName !== wanted.resourceName) return false;
    return resourcePermits(held.resource, wanted.resource);
}

/** `*` is every resource and every sub-resource, `*` with `/scale` that sub-resource of every resource; `pods/*` is nothing. */
export function resourcePermits(held: string, wanted: string): boolean {
    if (held === "*" || held === wanted) return true;
    const slash = wanted.indexOf("/");
    return slash > 0 && held === `*${wanted.slice(slash)}`;
}

function urlPermits(held: string | undefined, wanted: string | undefined): boolean {
    if (held === undefined || wanted === undefined) return false;
    return held === wanted || (held.endsWith("*") && wanted.startsWith(held.slice(0, -1)));
}

/** A grant in words: `patch on deployments.apps "shop"`. */
export function inWords({ apiGroup, resource, resourceName, nonResourceURL, verb }: Grant): string {
    if (nonResourceURL !== undefined) return `${verb} on ${nonResourceURL}`;
    const [name = "", ...sub] = resource.split("/");
    const kind = [apiGroup === "" ? name : `${name}.${apiGroup}`, ...sub].join("/");
    return resourceName === undefined
        ? `${verb} on ${kind}`
        : `${verb} on ${kind} ${JSON.stringify(resourceName)}`;
}
