import { type Problem, quote } from "../validation/problem";
import type { PolicyRule } from "./policyRule";
import { presets } from "./presets";
import { checkRules } from "./validate";

/** What the pipeline may do in its namespace: a preset, explicit rules, or both together. */
export interface RoleArgs {
    /**
     * A ready-made list of grants by name. `application-deployer` deploys an ordinary web application with kubectl
     * or Helm. Defaults to none.
     */
    preset?: string;
    /** Grants, added to the preset's. Defaults to none. */
    rules?: PolicyRule[];
}

/** Finds everything wrong with a `role` argument. */
export function checkRole(role: unknown, path = "role"): Problem[] {
    const instead =
        'write { preset: "application-deployer" } or { rules: [{ apiGroups, resources, verbs }] }';
    if (role === undefined || role === null) return [{ path, reason: `is missing; ${instead}` }];
    if (typeof role !== "object" || Array.isArray(role))
        return [{ path, reason: `is ${quote(role)}; ${instead}` }];
    const { preset, rules, ...others } = role as Record<string, unknown>;
    const problems: Problem[] = Object.keys(others).map((key) => ({
        path: `${path}.${key}`,
        reason: "is not known; write preset or rules",
    }));
    if (preset !== undefined && presetNamed(preset) === undefined) {
        problems.push({
            path: `${path}.preset`,
            reason: `is ${quote(preset)}, which is not a preset; write one of ${Object.keys(presets).map(quote).join(", ")}`,
        });
    }
    if (rules !== undefined) problems.push(...checkRules(rules, `${path}.rules`));
    const empty = rules === undefined || (Array.isArray(rules) && rules.length === 0);
    if (preset === undefined && empty && problems.length === 0) {
        problems.push({ path, reason: `grants nothing; ${instead}` });
    }
    return problems;
}

/** The grants of a `role` argument in which {@link checkRole} found nothing wrong. */
export function rulesOf(role: RoleArgs): PolicyRule[] {
    const preset = role.preset === undefined ? undefined : presetNamed(role.preset);
    return [...(preset?.rules ?? []), ...(role.rules ?? [])];
}

function presetNamed(name: unknown) {
    return typeof name === "string" && Object.hasOwn(presets, name) ? presets[name] : undefined;
}
