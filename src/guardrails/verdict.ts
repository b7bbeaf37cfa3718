import { inWords } from "../rules/grant";
import type { PolicyRule } from "../rules/policyRule";
import type { Problem } from "../validation/problem";
import type { Guardrail, Scope } from "./guardrail";
import { type Finding, judge } from "./judge";
import type { Waiver } from "./waiver";

/** Finds rules that a guardrail refuses, and that are not waived. */
export function checkGuardrails(
    rules: readonly PolicyRule[],
    waivers: readonly Waiver[],
    path: string,
    scope: Scope = "namespace",
): Problem[] {
    return judge(rules, scope)
        .filter(({ guardrail: { severity, id } }) => severity === "refuse" && !isWaived(id, waivers))
        .map(({ guardrail: { id, title, reason, remedy }, grants }) => ({
            path,
            reason: `grants ${title} (${some(grants)}): ${reason}; ${remedy}, or waive ${id} with a reason`,
        }));
}

/** What remains to be said of rules that nothing refuses. */
export interface Remarks {
    /** What is risky in them, and is not waived. */
    risks: Guardrail[];
    /** Waivers of what they do not grant, by the guardrails' ids. */
    idleWaivers: string[];
}

export function remarksOn(
    rules: readonly PolicyRule[],
    clusterRules: readonly PolicyRule[],
    waivers: readonly Waiver[],
): Remarks {
    const findings = [...judge(rules), ...judge(clusterRules, "cluster")];
    const found = new Set(findings.map(({ guardrail }) => guardrail));
    const isRisk = ({ id, severity }: Guardrail) => severity === "warn" && !isWaived(id, waivers);
    const ids = new Set([...found].map(({ id }) => id));
    return {
        risks: [...found].filter(isRisk),
        idleWaivers: waivers.map(({ guardrail }) => guardrail).filter((id) => !ids.has(id)),
    };
}

function isWaived(id: string, waivers: readonly Waiver[]): boolean {
    return waivers.some(({ guardrail }) => guardrail === id);
}

/** The first few, and how many more there are. */
function some(grants: Finding["grants"]): string {
    const [shown, more] = [grants.slice(0, 2).map(inWords).join(", "), grants.length - 2];
    return more > 0 ? `${shown} and ${more} more` : shown;
}
