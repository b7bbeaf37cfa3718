import { type Grant, grantsOf, type RbacRule, resourcePermits } from "../rules/grant";
import type { PolicyRule } from "../rules/policyRule";
import type { Guardrail, Scope } from "./guardrail";
import { guardrails } from "./guardrails";

/** That rules grant what a guardrail is about. */
export interface Finding {
    guardrail: Guardrail;
    /** What of the rules it is. */
    grants: Grant[];
}

/**
 * What is dangerous in rules, in the order of the guardrails' ids. It goes by what the rules grant: dividing, merging or
 * reordering them changes nothing, and what is added only adds.
 * @param scope Whether they are a Role's or a ClusterRole's. Defaults to a Role's.
 */
export function judge(rules: readonly RbacRule[], scope: Scope = "namespace"): Finding[] {
    const grants = grantsOf(rules).filter((grant) => !isInert(grant));
    return guardrails
        .filter((guardrail) => (guardrail.scope ?? scope) === scope)
        .map((guardrail) => ({ guardrail, grants: grants.filter((grant) => concerns(guardrail, grant)) }))
        .filter((finding) => finding.grants.length > 0);
}

/** Creating and deleting in bulk name no object, so that RBAC never matches a grant of them to a name; sub-resources do. */
function isInert({ verb, resource, resourceName }: Grant): boolean {
    const nameless = verb === "create" || verb === "deletecollection";
    return resourceName !== undefined && nameless && !resource.includes("/") && resource !== "*";
}

function concerns({ grants, wildcard }: Guardrail, grant: Grant): boolean {
    if (grant.nonResourceURL !== undefined) return false;
    // `*` with `/scale` is a sub-resource of every resource.
    if (wildcard !== undefined) return grant[wildcard].startsWith("*");
    return grants.some((about) => overlaps(about, grant));
}

/** Whether there is a request that both permit. */
function overlaps({ apiGroups, resources, verbs }: PolicyRule, grant: Grant): boolean {
    const meet = (words: readonly string[], word: string) =>
        word === "*" || words.includes("*") || words.includes(word);
    return (
        meet(apiGroups, grant.apiGroup) &&
        meet(verbs, grant.verb) &&
        resources.some(
            (resource) =>
                resourcePermits(grant.resource, resource) || resourcePermits(resource, grant.resource),
        )
    );
}
