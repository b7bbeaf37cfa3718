import { type Problem, quote } from "../validation/problem";
import { wrongLabel } from "./label";

/** A secret of GitHub's that the kubeconfig is put into, as plain data. */
export interface GithubDestination {
    repository?: string;
    environment?: string;
    organization?: boolean;
    dependabot?: boolean;
    visibility?: string;
    selectedRepositoryIds?: number[];
    name?: string;
    tokenName?: string;
    withoutToken?: boolean;
    label?: string;
}

/** GitHub refuses a secret of more than 48 KB ("Secrets reference"). */
export const githubValueLimit = 48 * 1024;

const fields = [
    "repository",
    "environment",
    "organization",
    "dependabot",
    "visibility",
    "selectedRepositoryIds",
    "name",
    "tokenName",
    "withoutToken",
    "label",
];

/** The name of the secret that holds the kubeconfig. */
export function secretName({ name }: Pick<GithubDestination, "name">): string {
    return name ?? "KUBECONFIG";
}

/** The name of the secret that holds the token alone; undefined where none is wanted. */
export function tokenSecretName(
    destination: Pick<GithubDestination, "name" | "tokenName" | "withoutToken">,
): string | undefined {
    if (destination.withoutToken) return undefined;
    return destination.tokenName ?? `${secretName(destination)}_TOKEN`;
}

/** Where the secret is, for the stack's state: the same for as long as GitHub has it for the same place. */
export function githubPlace({ repository, environment, organization, dependabot, label }: Place): string {
    const store = `github/${dependabot ? "dependabot" : "actions"}`;
    // No repository can be called that.
    if (organization) return `${store}/@organization`;
    // GitHub's names are the same in upper and lower case.
    const named = [repository, environment]
        .filter((name) => name !== undefined)
        .join("/")
        .toLowerCase();
    return `${store}/${label ?? named}`;
}

interface Place extends Pick<GithubDestination, "organization" | "dependabot" | "label"> {
    /** Outputs go by the label. */
    repository?: unknown;
    environment?: unknown;
}

/** How many secrets GitHub keeps in a place ("Secrets reference"). */
export function githubCountLimit({ organization }: Pick<GithubDestination, "organization">): number {
    return organization ? 1000 : 100;
}

/** Finds what GitHub would refuse in a destination, and what would not arrive where its writer means it to. */
export function checkGithubDestination(destination: unknown, path: string): Problem[] {
    if (typeof destination !== "object" || destination === null || Array.isArray(destination)) {
        return [{ path, reason: `is ${quote(destination)}; write an object, like { repository: "shop" }` }];
    }
    const given = destination as Record<string, unknown>;
    const problems: Problem[] = [];
    const problem = (field: string, reason: string) => problems.push({ path: `${path}.${field}`, reason });
    for (const field of Object.keys(given)) {
        if (!fields.includes(field)) problem(field, `is not known; write one of ${fields.join(", ")}`);
    }
    for (const field of ["organization", "dependabot", "withoutToken"]) {
        const value = given[field];
        if (value !== undefined && typeof value !== "boolean") {
            problem(field, `is ${quote(value)}; write true or false`);
        }
    }
    const wrong = given.label === undefined ? undefined : wrongLabel(given.label);
    if (wrong !== undefined) problem("label", `is ${quote(given.label)}; ${wrong}`);
    if (problems.length > 0) return problems;
    checkScope(given, path, problem, problems);
    checkVisibility(given, problem);
    const named: [string, unknown][] = [["name", given.name]];
    if (given.withoutToken !== true) named.push(["tokenName", given.tokenName]);
    for (const [field, name] of named) {
        const wrong = name === undefined ? undefined : wrongSecretName(name);
        if (wrong !== undefined) problem(field, `is ${quote(name)}; ${wrong}`);
    }
    const own = secretName(given as GithubDestination);
    const token = tokenSecretName(given as GithubDestination);
    if (typeof own === "string" && typeof token === "string" && own.toUpperCase() === token.toUpperCase()) {
        problem("tokenName", `is ${quote(token)}, the name of the kubeconfig's own secret; write another`);
    }
    return problems;
}

type Report = (field: string, reason: string) => unknown;

function checkScope(
    given: Record<string, unknown>,
    path: string,
    problem: Report,
    problems: Problem[],
): void {
    const { repository, environment, organization, dependabot } = given;
    if (organization === true) {
        if (repository !== undefined)
            problem("repository", "is given beside organization; write one of the two");
        if (environment !== undefined)
            problem("environment", "belongs to a repository; remove it or organization");
        return;
    }
    if (repository === undefined) {
        problems.push({
            path,
            reason: "names no place; write repository, repository and environment, or organization: true",
        });
    } else if (typeof repository === "string") {
        const wrong = wrongRepository(repository);
        if (wrong !== undefined) problem("repository", `is ${quote(repository)}; ${wrong}`);
    } else {
        problem("repository", `is ${quote(repository)}; write the repository's name`);
    }
    if (environment === undefined) return;
    if (typeof environment !== "string" || environment === "" || environment.length > 255) {
        problem(
            "environment",
            `is ${quote(environment)}; write the environment's name, at most 255 characters`,
        );
    }
    if (dependabot === true) {
        problem(
            "dependabot",
            "is true beside environment; Dependabot's secrets belong to a repository or organization",
        );
    }
}

function checkVisibility(
    { organization, visibility, selectedRepositoryIds }: Record<string, unknown>,
    problem: Report,
) {
    if (organization !== true) {
        for (const [field, value] of Object.entries({ visibility, selectedRepositoryIds })) {
            if (value !== undefined) problem(field, "is for secrets of an organization; remove it");
        }
        return;
    }
    const known = ["all", "private", "selected"];
    if (visibility === undefined || !known.includes(String(visibility))) {
        const found = visibility === undefined ? "is missing" : `is ${quote(visibility)}`;
        problem(
            "visibility",
            `${found}; write who may use the organization's secret: ${known.map(quote).join(", ")}`,
        );
    }
    const selected = Array.isArray(selectedRepositoryIds) ? selectedRepositoryIds : [];
    if (
        selectedRepositoryIds !== undefined &&
        !selected.every((id) => Number.isSafeInteger(id) && Number(id) > 0)
    ) {
        problem(
            "selectedRepositoryIds",
            "is not a list of repository ids; write numbers, as Repository.repoId has them",
        );
    }
    if (visibility === "selected" && selected.length === 0) {
        problem(
            "selectedRepositoryIds",
            'is empty beside visibility "selected"; list the ids of the repositories',
        );
    }
    if (visibility !== "selected" && selected.length > 0) {
        problem(
            "selectedRepositoryIds",
            'has no effect without visibility "selected"; write that, or remove it',
        );
    }
}

function wrongRepository(repository: string): string | undefined {
    if (repository.includes("/")) {
        const name = repository.split("/").at(-1) ?? "";
        return `write ${quote(name)} alone: the owner is the one of the GitHub provider`;
    }
    return /^[A-Za-z0-9._-]{1,100}$/.test(repository) ? undefined : "write the repository's name";
}

/** Source of the rules: GitHub's "Secrets reference", naming your secrets. */
function wrongSecretName(name: unknown): string | undefined {
    if (typeof name !== "string" || name === "") return "write the name of the secret";
    if (/^[0-9]/.test(name)) return "GitHub refuses a secret's name that begins with a digit";
    if (/^GITHUB_/i.test(name)) return "GitHub keeps the prefix GITHUB_ for itself; write another name";
    return /^[A-Za-z0-9_]+$/.test(name) ? undefined : "GitHub takes letters, digits and _ in a secret's name";
}
