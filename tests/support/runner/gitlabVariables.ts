import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_GITLAB_TOKEN, type GitlabEmulator, type GitlabScope } from "../gitlab/gitlabEmulator";
import type { Variable } from "../gitlab/variableRules";

export interface Place {
    /** Full path. */
    project: string;
    environment?: string;
    isProtected: boolean;
}

/**
 * The variables of a job there: the project's before the group's before the instance's, and of one key the variable
 * with the narrowest scope. Source: GitLab's "CI/CD variables" (precedence), "Environments" (scope of variables).
 */
export async function variablesOf(gitlab: GitlabEmulator, place: Place): Promise<Variable[]> {
    const groups = place.project
        .split("/")
        .slice(0, -1)
        .map((_, index, names) => names.slice(0, index + 1).join("/"));
    const owners: [GitlabScope, path: string][] = [
        [{ instance: true }, "admin/ci"],
        ...groups.map((group): [GitlabScope, string] => [{ group }, `groups/${encodeURIComponent(group)}`]),
        [{ project: place.project }, `projects/${encodeURIComponent(place.project)}`],
    ];
    const found = new Map<string, Variable>();
    for (const [owner, path] of owners) {
        const answer = await fetch(`${gitlab.baseUrl}${path}/variables?per_page=100`, {
            headers: { "private-token": DEFAULT_GITLAB_TOKEN },
        });
        const listed = ((await answer.json()) as Variable[]).filter((variable) => reaches(variable, place));
        listed.sort((one, other) => scopeOf(one).length - scopeOf(other).length);
        for (const { key, ...variable } of listed) {
            // The list is silent about hidden values, the runner gets them.
            const value = gitlab.value(owner, key, scopeOf(variable)) ?? "";
            found.set(key, { ...variable, key, value });
        }
    }
    return [...found.values()];
}

function reaches(variable: Variable, { environment, isProtected }: Place): boolean {
    if (variable.protected && !isProtected) return false;
    const scope = scopeOf(variable);
    if (scope === "*") return true;
    const pattern = scope
        .split("*")
        .map((text) => text.replace(/[\\^$.+?()[\]{}|/-]/g, "\\$&"))
        .join(".*");
    return environment !== undefined && new RegExp(`^${pattern}$`).test(environment);
}

/** Variables of the instance have none. */
function scopeOf({ environment_scope: scope }: Pick<Variable, "environment_scope">): string {
    return scope ?? "*";
}

/** As jobs find them: those of type `file` as paths of files, which runners make readable for everybody. */
export function inEnvironment(variables: Variable[], directory: string): Record<string, string> {
    mkdirSync(directory);
    return Object.fromEntries(
        variables.map(({ key, value, variable_type: type, raw }) => {
            if (type === "env_var") {
                if (!raw && value.includes("$")) throw new Error(`${key}: this runner does not expand`);
                return [key, value];
            }
            const file = join(directory, key);
            writeFileSync(file, value);
            chmodSync(file, 0o666);
            return [key, file];
        }),
    );
}
