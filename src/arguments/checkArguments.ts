import { checkDestinations } from "../delivery/checkDestinations";
import { isPlain } from "../plain";
import { checkRole } from "../role/resolveRole";
import { checkRotation } from "../rotation/generation";
import { checkNamespaceName, checkPipelineName } from "../validation/names";
import { type Problem, quote } from "../validation/problem";

const fields = [
    "namespace",
    "role",
    "name",
    "endpoint",
    "githubSecrets",
    "gitlabVariables",
    "rotation",
    "tokenTimeoutSeconds",
];

/** Finds everything wrong with the arguments, the endpoint apart, in so far as they are plain. */
export function checkArguments(resourceName: unknown, args: unknown): Problem[] {
    if (typeof args !== "object" || args === null) {
        return [{ path: "args", reason: "is missing; write { namespace, role }" }];
    }
    const { namespace, role, name, githubSecrets, gitlabVariables, ...others } = args as Record<
        string,
        unknown
    >;
    const { rotation, tokenTimeoutSeconds } = others;
    const problems: Problem[] = Object.keys(others)
        .filter((field) => !fields.includes(field))
        .map((field) => ({ path: field, reason: `is not known; write one of ${fields.join(", ")}` }));
    // The token Secret is named after the resource, the other objects after `name` where it is given.
    problems.push(
        ...checkPipelineName(resourceName, name === undefined ? "name" : "the resource's own name"),
    );
    if (name !== undefined) problems.push(...checkPipelineName(name, "name"));
    if (isPlain(namespace)) problems.push(...checkNamespaceName(namespace, "namespace"));
    if (isPlain(role)) problems.push(...checkRole(role, plainText(namespace)));
    problems.push(...checkDestinations(githubSecrets, "githubSecrets"));
    problems.push(...checkDestinations(gitlabVariables, "gitlabVariables"));
    problems.push(...checkRotation(rotation, "rotation"));
    problems.push(...checkTimeout(tokenTimeoutSeconds));
    return problems;
}

function checkTimeout(seconds: unknown): Problem[] {
    if (seconds === undefined) return [];
    if (Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= 3600) return [];
    return [
        {
            path: "tokenTimeoutSeconds",
            reason: `is ${quote(seconds)}; write a whole number of seconds, 1 to 3600`,
        },
    ];
}

/** Not known where it is an output. */
export function plainText(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}
