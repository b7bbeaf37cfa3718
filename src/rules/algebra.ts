import { type Grant, grantsOf, permits, type RbacRule } from "./grant";
import type { PolicyRule } from "./policyRule";

/**
 * What of the wanted rules the held ones do not permit, as small as it can be said; empty where they permit all of it.
 * It is what the API server lists when it refuses to let the holder of some rules grant others.
 */
export function missing(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[];
export function missing(held: readonly RbacRule[], wanted: readonly RbacRule[]): RbacRule[];
export function missing(held: readonly RbacRule[], wanted: readonly RbacRule[]): RbacRule[] {
    const holding = grantsOf(held);
    return rulesOfGrants(grantsOf(wanted).filter((grant) => !holding.some((one) => permits(one, grant))));
}

/** Whether whoever holds the one rules may do all that the others permit. */
export function covers(held: readonly RbacRule[], wanted: readonly RbacRule[]): boolean {
    const holding = grantsOf(held);
    return grantsOf(wanted).every((grant) => holding.some((one) => permits(one, grant)));
}

/** Whether two lists of rules permit the same. */
export function equal(one: readonly RbacRule[], other: readonly RbacRule[]): boolean {
    return covers(one, other) && covers(other, one);
}

/**
 * The same permissions in few rules, in one order: without what another rule permits already, and with what differs in
 * one respect only put together. Two lists that permit the same give the same result.
 */
export function minimise(rules: readonly PolicyRule[]): PolicyRule[];
export function minimise(rules: readonly RbacRule[]): RbacRule[];
export function minimise(rules: readonly RbacRule[]): RbacRule[] {
    return rulesOfGrants(grantsOf(rules));
}

/** All that any of the lists permits, in few rules. */
export function union(...lists: (readonly PolicyRule[])[]): PolicyRule[] {
    return minimise(lists.flat());
}

/** A rule whose every combination of its members is a grant. */
interface Block {
    apiGroups: string[];
    resources: string[];
    /** `undefined` alone, for all objects, or names. */
    names: (string | undefined)[];
    urls: (string | undefined)[];
    verbs: string[];
}

/** Grants in few rules. */
export function rulesOfGrants(grants: readonly Grant[]): PolicyRule[];
export function rulesOfGrants(grants: readonly Grant[]): RbacRule[];
export function rulesOfGrants(grants: readonly Grant[]): RbacRule[] {
    const blocks = needed(grants).map(
        ({ apiGroup, resource, resourceName, nonResourceURL, verb }): Block => ({
            apiGroups: [apiGroup],
            resources: [resource],
            names: [resourceName],
            urls: [nonResourceURL],
            verbs: [verb],
        }),
    );
    const members: (keyof Block)[] = ["verbs", "names", "resources", "apiGroups", "urls"];
    return members.reduce(putTogether, blocks).map(ruleOf).sort(byPlace);
}

/** Without repetitions, and without what another one permits. */
function needed(grants: readonly Grant[]): Grant[] {
    const distinct = [...new Map(grants.map((grant) => [identity(grant), grant])).values()];
    return distinct.filter((grant) => !distinct.some((other) => other !== grant && permits(other, grant)));
}

function identity({ apiGroup, resource, resourceName, nonResourceURL, verb }: Grant): string {
    return JSON.stringify([apiGroup, resource, resourceName ?? null, nonResourceURL ?? null, verb]);
}

/** Makes one block of those that are alike but for one member. All objects and some names are never alike. */
function putTogether(blocks: Block[], member: keyof Block): Block[] {
    const alike = new Map<string, Block>();
    for (const block of blocks) {
        const members: readonly unknown[] = block[member];
        const rest = { ...block, [member]: members.includes(undefined) };
        const key = JSON.stringify(rest, (_, value) => (value === undefined ? null : value));
        const found = alike.get(key);
        const together = [...new Set([...(found?.[member] ?? []), ...block[member]])];
        alike.set(key, { ...block, [member]: together.sort(inOrder) });
    }
    return [...alike.values()];
}

function ruleOf({ apiGroups, resources, names, urls, verbs }: Block): RbacRule {
    const known = (list: (string | undefined)[]) => list.filter((one) => one !== undefined);
    if (known(urls).length > 0) return { nonResourceURLs: known(urls), verbs };
    const resourceNames = known(names);
    return resourceNames.length > 0
        ? { apiGroups, resources, resourceNames, verbs }
        : { apiGroups, resources, verbs };
}

/** Verbs as people list them, everything else by the alphabet. */
const usual = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

function inOrder(one = "", other = ""): number {
    const rank = (word: string) => (usual.includes(word) ? usual.indexOf(word) : usual.length);
    return rank(one) - rank(other) || (one < other ? -1 : one > other ? 1 : 0);
}

function byPlace(one: RbacRule, other: RbacRule): number {
    const place = (rule: RbacRule) =>
        JSON.stringify([
            rule.nonResourceURLs ?? [],
            rule.apiGroups,
            rule.resources,
            (rule.resourceNames ?? []).join(),
            rule.verbs,
        ]);
    return place(one) < place(other) ? -1 : 1;
}
