import type { Guardrail } from "../guardrails/guardrail";
import { checkGuardrails, remarksOn } from "../guardrails/verdict";
import type { Waiver } from "../guardrails/waiver";
import { derive } from "../manifests/derive";
import { union } from "../rules/algebra";
import type { PolicyRule } from "../rules/policyRule";
import { presetNamed } from "../rules/presets";
import type { ToolName } from "../rules/tools";
import { Findings } from "../validation/findings";
import type { Problem } from "../validation/problem";
import { checkRoleArgs, roleInstead } from "./checkRoleArgs";
import type { RoleArgs } from "./roleArgs";

/** What a `role` argument grants. */
export interface Granted {
    rules: PolicyRule[];
    clusterRules: PolicyRule[];
    waivers: Waiver[];
    /** What is risky in it, and is not waived. */
    risks: Guardrail[];
}

/** Finds everything wrong with a `role` argument, and what guardrails refuse in it. */
export function checkRole(role: unknown, namespace?: string): Problem[] {
    const findings = new Findings();
    resolveRole(role, namespace, findings);
    return findings.problems;
}

/**
 * What a `role` argument means. What is wrong with it, or refused by a guardrail, goes into the findings.
 * @param namespace The pipeline's, where it is known: objects of other namespaces are left out.
 * @returns What is granted, or undefined where something is wrong.
 */
export function resolveRole(
    role: unknown,
    namespace: string | undefined,
    findings: Findings,
): Granted | undefined {
    findings.problems.push(...checkRoleArgs(role, "role"));
    if (findings.problems.length > 0) return undefined;
    const args = role as RoleArgs;
    const { waivers = [], clusterRules = [] } = args;
    const parts = [...presetParts(args), ...manifestParts(args, namespace, findings), ...ruleParts(args)];
    if (findings.problems.length > 0) return undefined;
    for (const { path, rules } of parts) findings.problems.push(...checkGuardrails(rules, waivers, path));
    clusterRules.forEach((rule, index) => {
        const path = `role.clusterRules[${index}]`;
        findings.problems.push(...checkGuardrails([rule], waivers, path, "cluster"));
    });
    // As they were written, unless they have to be put together.
    const isOnlyRules = parts.length === (args.rules ?? []).length;
    const lists = parts.map(({ rules }) => rules);
    const rules = isOnlyRules || lists.length === 1 ? lists.flat() : union(...lists);
    if (rules.length === 0) findings.problem("role", `grants nothing; ${roleInstead}`);
    const { risks, idleWaivers } = remarksOn(rules, clusterRules, waivers);
    if (idleWaivers.length > 0) {
        const ids = idleWaivers.join(", ");
        findings.warning(`role.waivers waives ${ids}, of which nothing is granted; remove it`);
    }
    return findings.problems.length > 0 ? undefined : { rules, clusterRules, waivers, risks };
}

/** Rules, and where they come from. */
interface Part {
    path: string;
    rules: readonly PolicyRule[];
}

function presetParts({ preset, presets: several = [], deployments }: RoleArgs): Part[] {
    const named = [...(preset === undefined ? [] : [preset]), ...several];
    return named.map((name) => {
        const rules = presetNamed(name)?.rules ?? [];
        const about = name === "rollout" && { resourceNames: deployments };
        return { path: "role.preset", rules: rules.map((rule) => ({ ...rule, ...about })) };
    });
}

function manifestParts(args: RoleArgs, namespace: string | undefined, findings: Findings): Part[] {
    const { manifests, tool = "kubectl-apply", kinds = [] } = args;
    if (manifests === undefined) return [];
    const path = "role.manifests";
    const deployment = { manifests, tool: tool as ToolName, kinds, namespace };
    const { rules, clusterScoped, elsewhere } = derive(deployment, path, findings);
    if (clusterScoped.length > 0) {
        findings.warning(
            `${path} has what belongs to the whole cluster, which the pipeline may not deploy: ${clusterScoped.join(", ")}`,
        );
    }
    if (elsewhere.length > 0) {
        findings.warning(
            `${path} has what is in other namespaces, which the pipeline may not deploy: ${elsewhere.join(", ")}`,
        );
    }
    return [{ path, rules }];
}

function ruleParts({ rules = [] }: RoleArgs): Part[] {
    return rules.map((rule, index) => ({ path: `role.rules[${index}]`, rules: [rule] }));
}
