import { checkGuardrails } from "../guardrails/verdict";
import { checkWaivers, type Waiver } from "../guardrails/waiver";
import { checkDnsName } from "../validation/names";
import { type Problem, quote } from "../validation/problem";
import { union } from "./algebra";
import type { PolicyRule } from "./policyRule";
import { presetNamed, presets } from "./presets";
import { checkRules } from "./validate";

/** What the pipeline may do in its namespace: presets, explicit rules, or both together. */
export interface RoleArgs {
    /**
     * A ready-made list of grants by name: `read-only`, `rollout`, `kubectl-apply`, `kubectl-apply-prune`, `kustomize`,
     * `helm` or `application-deployer`. Defaults to none.
     */
    preset?: string;
    /** Several presets, whose grants come together. Defaults to none. */
    presets?: string[];
    /** The Deployments that the preset `rollout` is about. Required with it. */
    deployments?: string[];
    /** Grants, added to the presets'. Defaults to none. */
    rules?: PolicyRule[];
    /** Exceptions to guardrails, each with its reason. Defaults to none. */
    waivers?: Waiver[];
}

const fields = ["preset", "presets", "deployments", "rules", "waivers"];

/** Finds everything wrong with a `role` argument, and what guardrails refuse in it. */
export function checkRole(role: unknown, path = "role"): Problem[] {
    const instead = 'write { preset: "kubectl-apply" } or { rules: [{ apiGroups, resources, verbs }] }';
    if (role === undefined || role === null) return [{ path, reason: `is missing; ${instead}` }];
    if (typeof role !== "object" || Array.isArray(role))
        return [{ path, reason: `is ${quote(role)}; ${instead}` }];
    const { preset, presets: several, deployments, rules, waivers } = role as Record<string, unknown>;
    const problems: Problem[] = Object.keys(role)
        .filter((key) => !fields.includes(key))
        .map((key) => ({
            path: `${path}.${key}`,
            reason: `is not known; write one of ${fields.join(", ")}`,
        }));
    if (preset !== undefined) problems.push(...checkPreset(preset, `${path}.preset`));
    if (several !== undefined) problems.push(...checkPresets(several, `${path}.presets`));
    if (rules !== undefined) problems.push(...checkRules(rules, `${path}.rules`));
    if (waivers !== undefined) problems.push(...checkWaivers(waivers, `${path}.waivers`));
    if (problems.length > 0) return problems;
    return [
        ...checkDeployments(namesOf(role as RoleArgs), deployments, `${path}.deployments`),
        ...checkGrants(role as RoleArgs, path, instead),
    ];
}

/** The grants of a `role` argument in which {@link checkRole} found nothing wrong. */
export function rulesOf(role: RoleArgs): PolicyRule[] {
    const parts = namesOf(role).map((name) => presetRules(name, role.deployments));
    if (role.rules !== undefined) parts.push(role.rules);
    // As they were written, unless they have to be put together.
    const [only = [], ...others] = parts;
    return others.length === 0 ? [...only] : union(...parts);
}

function namesOf({ preset, presets: several = [] }: RoleArgs): string[] {
    return [...(preset === undefined ? [] : [preset]), ...several];
}

function presetRules(name: string, deployments: string[] | undefined): readonly PolicyRule[] {
    const rules = presetNamed(name)?.rules ?? [];
    return name === "rollout" && deployments !== undefined
        ? rules.map((rule) => ({ ...rule, resourceNames: deployments }))
        : rules;
}

function checkPreset(preset: unknown, path: string): Problem[] {
    if (presetNamed(preset) !== undefined) return [];
    const known = Object.keys(presets).map(quote).join(", ");
    return [{ path, reason: `is ${quote(preset)}, which is not a preset; write one of ${known}` }];
}

function checkPresets(several: unknown, path: string): Problem[] {
    if (!Array.isArray(several)) {
        return [{ path, reason: `is ${quote(several)}; write a list of presets, or one as preset` }];
    }
    return several.flatMap((preset: unknown, index) => checkPreset(preset, `${path}[${index}]`));
}

function checkDeployments(names: string[], deployments: unknown, path: string): Problem[] {
    const problem = (reason: string): Problem[] => [{ path, reason }];
    if (!names.includes("rollout")) {
        return deployments === undefined ? [] : problem('is for the preset "rollout" alone; remove it');
    }
    if (!Array.isArray(deployments) || deployments.length === 0) {
        const found = deployments === undefined ? "is missing" : `is ${quote(deployments)}`;
        return problem(`${found}; name the Deployments that the pipeline restarts`);
    }
    return deployments.flatMap((name: unknown, index) => checkDnsName(name, `${path}[${index}]`));
}

function checkGrants(role: RoleArgs, path: string, instead: string): Problem[] {
    const { rules = [], waivers = [] } = role;
    if (rulesOf(role).length === 0) return [{ path, reason: `grants nothing; ${instead}` }];
    // No preset has anything that a guardrail refuses.
    return rules.flatMap((rule, index) => checkGuardrails([rule], waivers, `${path}.rules[${index}]`));
}
