import { type Answer, Refusal } from "../forge/exchange";
import type { StatusFault } from "../forge/faults";

/** GitLab's three shapes of an error: a status line, a refused parameter, and a model that does not validate. */

export function statusError(status: number, line: string): Answer {
    return { status, json: { message: `${status} ${line}` } };
}

export function notFound(what: string): Refusal {
    return new Refusal(statusError(404, `${what} Not Found`));
}

export function badParameters(problems: string[]): Refusal {
    return new Refusal({ status: 400, json: { error: problems.join(", ") } });
}

export function invalidModel(errors: Record<string, string[]>): Refusal {
    return new Refusal({ status: 400, json: { message: errors } });
}

/** As the request limiter, which stands before the API, answers. */
export function throttled(retryAfter: number, limit = 0, name = "throttle_authenticated_api"): Answer {
    return {
        status: 429,
        text: "Retry later\n",
        headers: {
            "ratelimit-limit": String(limit),
            "ratelimit-name": name,
            "ratelimit-observed": String(limit + 1),
            "ratelimit-remaining": "0",
            "ratelimit-reset": String(Math.ceil(Date.now() / 1000) + retryAfter),
            "retry-after": String(retryAfter),
        },
    };
}

const LINES: Record<number, string> = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    422: "Unprocessable Entity",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
};

export function faultAnswer({ status, retryAfter }: StatusFault): Answer {
    if (status === 429) {
        return throttled(retryAfter ?? 60);
    }
    const answer = statusError(status, LINES[status] ?? "Error");
    answer.headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
    return answer;
}
