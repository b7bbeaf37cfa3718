import { beyond } from "./beyond";
import { escalations } from "./escalations";
import type { Guardrail } from "./guardrail";
import { notes } from "./notes";
import { warnings } from "./warnings";
import { wildcards } from "./wildcards";

/** All guardrails, in the order of their ids. Sources: Kubernetes' "RBAC Good Practices"; CIS Kubernetes Benchmark 5.1. */
export const guardrails: readonly Guardrail[] = [
    ...wildcards,
    ...escalations,
    ...beyond,
    ...warnings,
    ...notes,
];

/** The guardrail of this id, if there is one. */
export function guardrailOf(id: unknown): Guardrail | undefined {
    return guardrails.find((guardrail) => guardrail.id === id);
}
