import { type Problem, quote } from "../validation/problem";
import { guardrailOf, guardrails } from "./guardrails";

/** A named exception to a guardrail. It is recorded on the Role, as an annotation `ci-access.dev/waiver.<guardrail>`. */
export interface Waiver {
    /** The guardrail that is waived, by its id: `CA-2001`. */
    guardrail: string;
    /** Why this pipeline needs it, for whoever reads the Role. */
    reason: string;
}

/** Finds waivers of guardrails that do not exist, and waivers without a reason. */
export function checkWaivers(waivers: unknown, path: string): Problem[] {
    const instead = "write a list of { guardrail, reason }";
    if (!Array.isArray(waivers)) return [{ path, reason: `is ${quote(waivers)}; ${instead}` }];
    return waivers.flatMap((waiver: unknown, index) => checkWaiver(waiver, `${path}[${index}]`));
}

function checkWaiver(waiver: unknown, path: string): Problem[] {
    if (typeof waiver !== "object" || waiver === null || Array.isArray(waiver)) {
        return [{ path, reason: `is ${quote(waiver)}; write { guardrail, reason }` }];
    }
    const { guardrail, reason, ...others } = waiver as Record<string, unknown>;
    const problems: Problem[] = Object.keys(others).map((key) => ({
        path: `${path}.${key}`,
        reason: "is not known; write guardrail and reason",
    }));
    if (guardrailOf(guardrail) === undefined) {
        const ids = guardrails.map(({ id }) => id);
        const instead = `write the id of a guardrail, ${ids[0]} to ${ids.at(-1)} as docs/guardrails.md lists them`;
        problems.push({ path: `${path}.guardrail`, reason: `is ${quote(guardrail)}; ${instead}` });
    }
    if (typeof reason !== "string" || reason.trim() === "") {
        problems.push({
            path: `${path}.reason`,
            reason: `is ${quote(reason)}; write why this pipeline needs it, for whoever reads the Role`,
        });
    }
    return problems;
}

/** The annotations that record waivers. */
export function waiverAnnotations(waivers: readonly Waiver[]): Record<string, string> {
    return Object.fromEntries(
        waivers.map(({ guardrail, reason }) => [`ci-access.dev/waiver.${guardrail}`, reason.trim()]),
    );
}
