import type { PolicyRule } from "../rules/policyRule";

/**
 * How bad it is: `refuse` stops the preview unless it is waived, `warn` is said at every preview unless it is waived,
 * `note` is said to who asks.
 */
export type Severity = "refuse" | "warn" | "note";

/** Where rules hold: in one namespace, by a Role, or in the whole cluster, by a ClusterRole. */
export type Scope = "namespace" | "cluster";

/** A kind of grant that a pipeline should not have without somebody's having thought of it. */
export interface Guardrail {
    /** By which a waiver names it: `CA-1101`. The first digit is the severity's. */
    id: string;
    severity: Severity;
    /** What it is, to be read after "grants": `writing Roles`. */
    title: string;
    /** Why it matters, in one line. */
    reason: string;
    /** What to do instead. */
    remedy: string;
    /** Who says so: Kubernetes' "RBAC Good Practices", the CIS Kubernetes Benchmark, and scanners' checks by their ids. */
    sources: readonly string[];
    /** The grants that it is about. A rule that permits any part of them is about it, too. */
    grants: readonly PolicyRule[];
    /** Where it applies: in a Role, or in a ClusterRole. Defaults to both. */
    scope?: Scope;
    /** In place of grants: it is about rules that have `*` here. */
    wildcard?: "apiGroup" | "resource" | "verb";
}
