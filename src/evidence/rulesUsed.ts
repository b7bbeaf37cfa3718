import { rulesOfGrants } from "../rules/algebra";
import { grantsOf, permits } from "../rules/grant";
import type { PolicyRule } from "../rules/policyRule";
import { grantsUsed } from "./auditLog";

/** Whose use of the cluster is looked at. */
export interface Evidence {
    /** Text of an API server's audit log: one JSON object on each line, at level Metadata or above. */
    auditLog: string;
    /** As the API server knows the user: the component's output `username`. */
    username: string;
    /** The namespace that it is about. */
    namespace: string;
    /** Whether the rules name the objects that were used, where RBAC can. Defaults to false. */
    withNames?: boolean;
}

/**
 * The least rules that permit what a pipeline did, from an API server's audit log. They are what it needs only where it
 * did all that it ever does: a first deployment, a change, a removal, and what follows a failure.
 */
export function rulesUsed({ auditLog, username, namespace, withNames = false }: Evidence): PolicyRule[] {
    const here = grantsUsed(auditLog, username).filter((grant) => grant.namespace === namespace);
    return rulesOfGrants(
        here.map(({ apiGroup, resource, verb, resourceName }) => ({
            apiGroup,
            resource,
            verb,
            resourceName: withNames ? resourceName : undefined,
        })),
    );
}

/** What of the granted rules nothing was used of: what can be taken away without a difference to what was done. */
export function rulesUnused(granted: readonly PolicyRule[], evidence: Evidence): PolicyRule[] {
    const used = grantsOf(rulesUsed({ ...evidence, withNames: true }));
    const unused = grantsOf(granted).filter((grant) => !used.some((use) => permits(grant, use)));
    return rulesOfGrants(unused);
}
