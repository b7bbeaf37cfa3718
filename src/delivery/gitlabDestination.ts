import { type Problem, quote } from "../validation/problem";
import { wrongLabel } from "./label";

/** A CI/CD variable of GitLab's that the kubeconfig is put into, as plain data. */
export interface GitlabDestination {
    project?: string;
    group?: string;
    instance?: boolean;
    environmentScope?: string;
    name?: string;
    tokenName?: string;
    withoutToken?: boolean;
    type?: string;
    protected?: boolean;
    masked?: boolean;
    hidden?: boolean;
    raw?: boolean;
    description?: string;
    label?: string;
}

/** GitLab documents at most 10,000 characters for the value of a variable ("Application limits"). */
export const gitlabValueLimit = 10_000;

const texts = ["project", "group", "environmentScope", "name", "tokenName", "type", "description", "label"];
const switches = ["instance", "withoutToken", "protected", "masked", "hidden", "raw"];

/** The key of the variable that holds the kubeconfig. */
export function variableName({ name }: Pick<GitlabDestination, "name">): string {
    return name ?? "KUBECONFIG";
}

/** The key of the variable that holds the token alone; undefined where none is wanted. */
export function tokenVariableName(
    destination: Pick<GitlabDestination, "name" | "tokenName" | "withoutToken">,
): string | undefined {
    if (destination.withoutToken) return undefined;
    return destination.tokenName ?? `${variableName(destination)}_TOKEN`;
}

/** Where the variable is, for the stack's state: the same for as long as GitLab has it for the same place. */
export function gitlabPlace({ project, group, instance, environmentScope = "*", label }: Place): string {
    // No group can be called that.
    if (instance) return "gitlab/@instance";
    const scope = environmentScope === "*" ? "" : `@${environmentScope}`;
    return `gitlab/${label ?? project ?? group}${scope}`;
}

interface Place extends Pick<GitlabDestination, "instance" | "environmentScope" | "label"> {
    /** Outputs go by the label. */
    project?: unknown;
    group?: unknown;
}

/** How many variables GitLab keeps in a place ("CI/CD limits"). */
export function gitlabCountLimit({ group }: { group?: unknown }): number {
    return group === undefined ? 8_000 : 30_000;
}

/** Finds what GitLab would refuse in a destination, and what would leave the kubeconfig readable in logs. */
export function checkGitlabDestination(destination: unknown, path: string): Problem[] {
    if (typeof destination !== "object" || destination === null || Array.isArray(destination)) {
        return [{ path, reason: `is ${quote(destination)}; write an object, like { project: "acme/shop" }` }];
    }
    const given = destination as Record<string, unknown>;
    const problems: Problem[] = [];
    const problem = (field: string, reason: string) => problems.push({ path: `${path}.${field}`, reason });
    for (const [field, value] of Object.entries(given)) {
        if (value === undefined) continue;
        if (texts.includes(field)) {
            if (typeof value !== "string" || value === "") problem(field, `is ${quote(value)}; write a text`);
        } else if (switches.includes(field)) {
            if (typeof value !== "boolean") problem(field, `is ${quote(value)}; write true or false`);
        } else {
            problem(field, `is not known; write one of ${[...texts, ...switches].join(", ")}`);
        }
    }
    const wrong = given.label === undefined ? undefined : wrongLabel(given.label);
    if (problems.length === 0 && wrong !== undefined) problem("label", `is ${quote(given.label)}; ${wrong}`);
    if (problems.length > 0) return problems;
    checkPlace(given as GitlabDestination, path, problem, problems);
    checkSettings(given as GitlabDestination, problem);
    return problems;
}

type Report = (field: string, reason: string) => unknown;

function checkPlace(given: GitlabDestination, path: string, problem: Report, problems: Problem[]): void {
    const places = [given.project !== undefined, given.group !== undefined, given.instance === true];
    if (places.filter(Boolean).length !== 1) {
        problems.push({
            path,
            reason: "has to name one place; write one of project, group, or instance: true",
        });
    }
    for (const field of ["project", "group"] as const) {
        const value = given[field];
        if (value === undefined || /^[1-9]\d*$/.test(value)) continue;
        const full = field === "project" ? /^[\w.-]+(\/[\w.-]+)+$/ : /^[\w.-]+(\/[\w.-]+)*$/;
        if (!full.test(value)) {
            const example = field === "project" ? '"acme/shop"' : '"acme"';
            problem(field, `is ${quote(value)}; write the full path, like ${example}, or the numeric id`);
        }
    }
    if (given.environmentScope === undefined) return;
    if (given.instance)
        problem("environmentScope", "is not to be had for variables of the instance; remove it");
    if (!/^[\w/*.${} -]{1,255}$/.test(given.environmentScope)) {
        problem(
            "environmentScope",
            `is ${quote(given.environmentScope)}; write an environment's name, a wildcard like "review/*", or "*"`,
        );
    }
}

/** Source of the rules: GitLab's "CI/CD variables", masking, hiding and variable names. */
function checkSettings(given: GitlabDestination, problem: Report): void {
    for (const field of ["name", "tokenName"] as const) {
        const name = given[field];
        if (name !== undefined && !/^[A-Za-z0-9_]{1,255}$/.test(name)) {
            problem(
                field,
                `is ${quote(name)}; GitLab takes letters, digits and _ in a variable's key, at most 255`,
            );
        }
    }
    if (variableName(given) === tokenVariableName(given)) {
        problem(
            "tokenName",
            `is ${quote(given.tokenName)}, the key of the kubeconfig's own variable; write another`,
        );
    }
    if (given.type !== undefined && given.type !== "file" && given.type !== "env_var") {
        problem("type", `is ${quote(given.type)}; write "file" or "env_var"`);
    }
    if (given.hidden && given.masked === false) {
        problem("masked", "is false beside hidden; GitLab hides masked variables only, so remove it");
    }
    if (given.hidden && given.instance) {
        problem("hidden", "is not to be had for variables of the instance; remove it");
    }
    if (given.description !== undefined && given.description.length > 255) {
        problem("description", `is ${given.description.length} characters long; GitLab takes at most 255`);
    }
}
