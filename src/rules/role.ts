import type { Guardrail } from "../guardrails/guardrail";
import { checkGuardrails, remarksOn } from "../guardrails/verdict";
import { checkWaivers, type Waiver } from "../guardrails/waiver";
import { derive } from "../manifests/derive";
import { type CustomKind, checkKinds } from "../manifests/kinds";
import { Findings } from "../validation/findings";
import { checkDnsName } from "../validation/names";
import { type Problem, quote } from "../validation/problem";
import { union } from "./algebra";
import type { PolicyRule } from "./policyRule";
import { presetNamed, presets } from "./presets";
import { isTool, type ToolName, tools } from "./tools";
import { checkRules } from "./validate";

/** What the pipeline may do in its namespace: presets, what deploying some manifests takes, and rules, all together. */
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
    /**
     * Manifests that the pipeline deploys, for which it gets the least grants that `tool` needs. Each is the text of one or
     * more manifests, or the path of a file or directory, relative to where Pulumi runs: as kubectl reads a directory, or
     * rendered by `kubectl kustomize` where it has a kustomization. For Helm, the output of `helm template`. Defaults to
     * none.
     */
    manifests?: string[];
    /** What deploys the manifests: `kubectl-apply`, `kubectl-apply-prune` or `helm`. Defaults to `kubectl-apply`. */
    tool?: string;
    /** Kinds in the manifests that are not Kubernetes' own, and whose definitions are not in them. Defaults to none. */
    kinds?: CustomKind[];
    /** Grants, added to the others. Defaults to none. */
    rules?: PolicyRule[];
    /**
     * Grants in the whole cluster, by a ClusterRole. Refused unless the guardrail CA-1301 is waived. Defaults to none.
     */
    clusterRules?: PolicyRule[];
    /** Exceptions to guardrails, each with its reason. Defaults to none. */
    waivers?: Waiver[];
}

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
const instead = 'write { preset: "kubectl-apply" } or { rules: [{ apiGroups, resources, verbs }] }';

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
    findings.problems.push(...checkShape(role, "role"));
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
    if (rules.length === 0) findings.problem("role", `grants nothing; ${instead}`);
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

/** Finds what is not what the types say. */
function checkShape(role: unknown, path: string): Problem[] {
    if (role === undefined || role === null) return [{ path, reason: `is missing; ${instead}` }];
    if (typeof role !== "object" || Array.isArray(role))
        return [{ path, reason: `is ${quote(role)}; ${instead}` }];
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
