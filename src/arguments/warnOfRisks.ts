import * as pulumi from "@pulumi/pulumi";
import type { Guardrail } from "../guardrails/guardrail";

const namesShown = 5;

/** The pipelines of each risk, until they are told of. */
let pending = new Map<Guardrail, string[]>();

/**
 * Warns of what pipelines may do, of all that a program makes at a time in one message: a hundred warnings that say the
 * same are read by nobody.
 */
export function warnOfRisks(pipeline: string, risks: readonly Guardrail[]): void {
    if (risks.length > 0 && pending.size === 0) setImmediate(tell);
    for (const risk of risks) pending.set(risk, [...(pending.get(risk) ?? []), pipeline]);
}

function tell(): void {
    const lines = [...pending].map(
        ([{ id, title, reason }, names]) => `\n  - ${id} ${title} (${shown(names)}): ${reason}`,
    );
    pending = new Map();
    void pulumi.log.warn(
        `what pipelines may do here is risky. Grant less, or say in role.waivers why it is meant:${lines.sort().join("")}`,
    );
}

function shown(names: readonly string[]): string {
    const more = names.length - namesShown;
    return [...names.slice(0, namesShown), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
