import { inWords } from "../rules/grant";
import type { PolicyRule } from "../rules/policyRule";
import type { Problem } from "../validation/problem";
import type { Scope } from "./guardrail";
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

/** What to say of rules that nothing refuses: what is risky in them and not waived, and which waivers waive nothing. */
export function guardrailWarnings(
    rules: readonly PolicyRule[],
    clusterRules: readonly PolicyRule[],
    waivers: readonly Waiver[],
): string[] {
    const findings = [...judge(rules), ...judge(clusterRules, "cluster")];
    const risky = findings.filter(
        ({ guardrail: { severity, id } }) => severity === "warn" && !isWaived(id, waivers),
    );
    const said = new Map(risky.map(({ guardrail }) => [guardrail.id, guardrail]));
    const idle = waivers.filter(
        ({ guardrail }) => !findings.some((found) => found.guardrail.id === guardrail),
    );
    const warnings: string[] = [];
    if (said.size > 0) {
        const lines = [...said.values()].map(({ id, title, reason }) => `\n  - ${id} ${title}: ${reason}`);
        warnings.push(
            `the Role grants what is risky. Grant less, or say in role.waivers why it is meant:${lines.join("")}`,
        );
    }
    if (idle.length > 0) {
        const ids = idle.map(({ guardrail }) => guardrail).join(", ");
        warnings.push(`role.waivers waives ${ids}, of which the Role grants nothing; remove it`);
    }
    return warnings;
}

function isWaived(id: string, waivers: readonly Waiver[]): boolean {
    return waivers.some(({ guardrail }) => guardrail === id);
}

/** The first few, and how many more there are. */
function some(grants: Finding["grants"]): string {
    const [shown, more] = [grants.slice(0, 2).map(inWords).join(", "), grants.length - 2];
    return more > 0 ? `${shown} and ${more} more` : shown;
}
