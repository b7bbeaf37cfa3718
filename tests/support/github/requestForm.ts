import type { ForgeRequest } from "../forge/exchange";
import type { Operation } from "./describedOperations";

const API_VERSIONS = new Set(["2022-11-28", "2026-03-10"]);

/** Everything about a request that the description, or GitHub's rules for all requests, do not allow. */
export function requestProblems(
    request: ForgeRequest,
    operation: Operation,
    parameters: Record<string, string>,
): { problems: string[]; body: Record<string, unknown> } {
    const problems = [...headerProblems(request), ...operation.parameterProblems(parameters, request.query)];
    let body: unknown;
    if (request.body !== "") {
        try {
            body = JSON.parse(request.body);
        } catch {
            return { problems: [...problems, "Problems parsing JSON"], body: {} };
        }
        if (!request.headers["content-type"]?.startsWith("application/json")) {
            problems.push("the body's content-type is not application/json");
        }
    }
    problems.push(...operation.bodyProblems(body));
    return { problems, body: (body ?? {}) as Record<string, unknown> };
}

function headerProblems({ headers }: ForgeRequest): string[] {
    const problems: string[] = [];
    if (!headers["user-agent"]) {
        problems.push("no User-Agent");
    }
    const accept = headers.accept ?? "*/*";
    if (!/\*\/\*|application\/json|application\/vnd\.github[\w.+-]*json/.test(accept)) {
        problems.push(`Accept is "${accept}"; the API answers in application/vnd.github+json`);
    }
    const version = headers["x-github-api-version"];
    if (version !== undefined && !API_VERSIONS.has(version)) {
        problems.push(`X-GitHub-Api-Version "${version}" is not supported`);
    }
    return problems;
}
