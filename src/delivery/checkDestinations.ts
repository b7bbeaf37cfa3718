import { isPlain } from "../plain";
import { type Problem, quote } from "../validation/problem";
import {
    checkGithubDestination,
    type GithubDestination,
    githubCountLimit,
    githubPlace,
    githubValueLimit,
    secretName,
    tokenSecretName,
} from "./githubDestination";
import {
    checkGitlabDestination,
    type GitlabDestination,
    gitlabCountLimit,
    gitlabPlace,
    gitlabValueLimit,
    tokenVariableName,
    variableName,
} from "./gitlabDestination";

/** The argument that lists a forge's destinations. */
export type DestinationList = "githubSecrets" | "gitlabVariables";

/** What differs between the forges. */
interface Forge {
    name: string;
    check(destination: unknown, path: string): Problem[];
    /** Fields that may be outputs, with values that stand for them until they are known. */
    standIns: Record<string, unknown>;
    /** Fields that name the place, and so the resource in the state. */
    naming: string[];
    placeOf(destination: object): string;
    namesIn(destination: object): string[];
    countLimit(destination: object): number;
    /** In bytes. */
    valueLimit: number;
}

const forges: Record<DestinationList, Forge> = {
    githubSecrets: {
        name: "GitHub",
        check: checkGithubDestination,
        standIns: {
            repository: "output",
            environment: "output",
            visibility: "selected",
            selectedRepositoryIds: [1],
        },
        naming: ["repository", "environment"],
        placeOf: (destination: GithubDestination) => githubPlace(destination),
        // To GitHub names are the same in upper and lower case.
        namesIn: (destination: GithubDestination) =>
            [secretName(destination), tokenSecretName(destination)].flatMap(
                (name) => name?.toUpperCase() ?? [],
            ),
        countLimit: githubCountLimit,
        valueLimit: githubValueLimit,
    },
    gitlabVariables: {
        name: "GitLab",
        check: checkGitlabDestination,
        standIns: { project: "output/output", group: "output" },
        naming: ["project", "group"],
        placeOf: (destination: GitlabDestination) => gitlabPlace(destination),
        namesIn: (destination: GitlabDestination) =>
            [variableName(destination), tokenVariableName(destination)].flatMap((name) => name ?? []),
        countLimit: gitlabCountLimit,
        valueLimit: gitlabValueLimit,
    },
};

/** Finds everything wrong with a list of destinations, in so far as it is plain. */
export function checkDestinations(destinations: unknown, list: DestinationList): Problem[] {
    if (destinations === undefined || destinations === null) return [];
    if (!Array.isArray(destinations))
        return [{ path: list, reason: `is ${shape(destinations)}; write a list` }];
    const forge = forges[list];
    const problems = destinations.flatMap((destination: unknown, index) => {
        const path = `${list}[${index}]`;
        if (isPlain(destination)) return forge.check(destination, path);
        return checkWithOutputs(destination as Record<string, unknown>, path, forge);
    });
    return problems.length > 0 ? problems : checkTogether(destinations, list, forge);
}

/** What nobody can check beforehand, and is likely wrong. */
export function destinationWarnings(gitlabVariables: readonly GitlabPlace[] = []): string[] {
    return gitlabVariables.flatMap(({ group, environmentScope = "*" }, index) =>
        group === undefined || environmentScope === "*"
            ? []
            : `gitlabVariables[${index}].environmentScope is for a group, which takes GitLab's Premium tier; in the free one the variable is for all environments, and every update tries to replace it`,
    );
}

/** The group may be an output. */
interface GitlabPlace {
    group?: unknown;
    environmentScope?: string;
}

/** Finds what is wrong with destinations once their outputs are known. */
export function checkKnownDestinations(destinations: unknown[], list: DestinationList): Problem[] {
    return destinations.flatMap((destination, index) => forges[list].check(destination, `${list}[${index}]`));
}

/** Finds the destinations that a kubeconfig of at least this many bytes does not fit into. */
export function checkSizes(destinations: unknown[], list: DestinationList, bytes: number): Problem[] {
    const { name, valueLimit } = forges[list];
    if (bytes <= valueLimit) return [];
    return destinations.map((_, index) => ({
        path: `${list}[${index}]`,
        reason: `would hold a kubeconfig of ${bytes} bytes or more, and ${name} takes ${valueLimit}; write fewer certificates in endpoint.certificateAuthority`,
    }));
}

function checkWithOutputs(destination: Record<string, unknown>, path: string, forge: Forge): Problem[] {
    const late = Object.keys(destination).filter((field) => !isPlain(destination[field]));
    const problems: Problem[] = late
        .filter((field) => !Object.hasOwn(forge.standIns, field))
        .map((field) => ({ path: `${path}.${field}`, reason: "is an output; write it plainly" }));
    if (problems.length > 0) return problems;
    // A visibility that is not known yet says nothing of what goes with it.
    const unknown = late.some((field) => /visibility|selected/.test(field))
        ? [...late, "visibility", "selectedRepositoryIds"]
        : late;
    const standIns = Object.fromEntries(unknown.map((field) => [field, forge.standIns[field]]));
    problems.push(...forge.check({ ...destination, ...standIns }, path));
    const nameless = late.filter((field) => forge.naming.includes(field));
    if (nameless.length > 0 && destination.label === undefined) {
        problems.push({
            path: `${path}.label`,
            reason: `is missing beside an output in ${nameless.join(" and ")}; write a name for the place that stays, like "shop"`,
        });
    }
    return problems;
}

/** Finds destinations that are the same, and places with more secrets than the forge keeps. */
function checkTogether(destinations: object[], list: DestinationList, forge: Forge): Problem[] {
    const problems: Problem[] = [];
    const seen = new Map<string, number>();
    const counts = new Map<string, number>();
    for (const [index, destination] of destinations.entries()) {
        const place = forge.placeOf(destination);
        const names = forge.namesIn(destination);
        const twin = names.find((name) => seen.has(`${place}/${name}`));
        if (twin !== undefined) {
            problems.push({
                path: `${list}[${index}]`,
                reason: `is ${place}/${twin}, as ${list}[${seen.get(`${place}/${twin}`)}] is; remove one of them, or give it another name`,
            });
            continue;
        }
        for (const name of names) seen.set(`${place}/${name}`, index);
        const before = counts.get(place) ?? 0;
        const limit = forge.countLimit(destination);
        counts.set(place, before + names.length);
        if (before <= limit && before + names.length > limit) {
            problems.push({
                path: `${list}[${index}]`,
                reason: `is one more than ${forge.name} keeps in ${place}, ${limit}; deliver to fewer names there`,
            });
        }
    }
    return problems;
}

function shape(value: unknown): string {
    return typeof value === "object" ? "an object" : quote(value);
}
