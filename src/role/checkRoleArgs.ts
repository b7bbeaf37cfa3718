import { checkWaivers } from "../guardrails/waiver";
import { checkKinds } from "../manifests/kinds";
import { presetNamed, presets } from "../rules/presets";
import { isTool, tools } from "../rules/tools";
import { checkRules } from "../rules/validate";
import { checkDnsName } from "../validation/names";
import { type Problem, quote } from "../validation/problem";
import type { RoleArgs } from "./roleArgs";

const fields = [
    "preset",
    "presets",
    "deployments",
    "manifests",
    "tool",
    "kinds",
    "rules",
    "clusterRules",
    "waivers",
];
/** What to write in place of a role that is none. */
export const roleInstead =
    'write { preset: "kubectl-apply" } or { rules: [{ apiGroups, resources, verbs }] }';

/** Finds what is not what the types say, and what means nothing without something else. */
export function checkRoleArgs(role: unknown, path: string): Problem[] {
    if (role === undefined || role === null) return [{ path, reason: `is missing; ${roleInstead}` }];
    if (typeof role !== "object" || Array.isArray(role))
        return [{ path, reason: `is ${quote(role)}; ${roleInstead}` }];
    const args = role as Record<string, unknown>;
    const problems: Problem[] = Object.keys(role)
        .filter((key) => !fields.includes(key))
        .map((key) => ({
            path: `${path}.${key}`,
            reason: `is not known; write one of ${fields.join(", ")}`,
        }));
    const checks: Record<string, (value: unknown, path: string) => Problem[]> = {
        preset: checkPreset,
        presets: checkPresets,
        manifests: checkManifests,
        tool: checkTool,
        kinds: checkKinds,
        rules: checkRules,
        clusterRules: checkRules,
        waivers: checkWaivers,
    };
    for (const [field, check] of Object.entries(checks)) {
        if (args[field] !== undefined) problems.push(...check(args[field], `${path}.${field}`));
    }
    return problems.length > 0 ? problems : checkTogether(args as RoleArgs, path);
}

/** Finds arguments that mean nothing without another one. */
function checkTogether({ preset, presets: several = [], ...args }: RoleArgs, path: string): Problem[] {
    const { deployments, manifests, tool, kinds } = args;
    const problems: Problem[] = [];
    const isRollout = preset === "rollout" || several.includes("rollout");
    if (isRollout || deployments !== undefined) {
        problems.push(...checkDeployments(deployments, isRollout, `${path}.deployments`));
    }
    if (manifests === undefined) {
        const idle = Object.entries({ tool, kinds }).filter(([, value]) => value !== undefined);
        const reason = "is about role.manifests, of which there are none; remove it";
        problems.push(...idle.map(([field]) => ({ path: `${path}.${field}`, reason })));
    }
    return problems;
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

function checkManifests(manifests: unknown, path: string): Problem[] {
    const expected = "write a list of manifests' texts, and paths of files or directories";
    if (!Array.isArray(manifests)) return [{ path, reason: `is ${quote(manifests)}; ${expected}` }];
    return manifests.flatMap((entry: unknown, index) =>
        typeof entry === "string" && entry.trim() !== ""
            ? []
            : [{ path: `${path}[${index}]`, reason: `is ${quote(entry)}; ${expected}` }],
    );
}

function checkTool(tool: unknown, path: string): Problem[] {
    if (isTool(tool)) return [];
    const known = Object.keys(tools).map(quote).join(", ");
    return [{ path, reason: `is ${quote(tool)}, which is not a tool; write one of ${known}` }];
}

function checkDeployments(deployments: unknown, isRollout: boolean, path: string): Problem[] {
    if (!isRollout) return [{ path, reason: 'is for the preset "rollout" alone; remove it' }];
    if (!Array.isArray(deployments) || deployments.length === 0) {
        const found = deployments === undefined ? "is missing" : `is ${quote(deployments)}`;
        return [{ path, reason: `${found}; name the Deployments that the pipeline restarts` }];
    }
    return deployments.flatMap((name: unknown, index) => checkDnsName(name, `${path}[${index}]`));
}
