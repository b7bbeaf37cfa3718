import { type Answer, Refusal } from "../forge/exchange";
import type { StatusFault } from "../forge/faults";

const DOCUMENTATION = "https://docs.github.com/rest";
/** Clients tell secondary limits from other refusals by the end of this address. */
const SECONDARY_LIMITS = `${DOCUMENTATION}/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits`;

/** An error in the form that all of GitHub's have. */
export function documented(status: number, message: string, documentationUrl = DOCUMENTATION): Answer {
    return { status, json: { message, documentation_url: documentationUrl, status: String(status) } };
}

export function notFound(): Refusal {
    return new Refusal(documented(404, "Not Found"));
}

export function unprocessable(message: string): Refusal {
    return new Refusal(documented(422, message));
}

export function secondaryLimit(status: number, retryAfter: number): Answer {
    const message =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. " +
        "If you reach out to GitHub Support for help, please include the request ID.";
    const answer = documented(status, message, SECONDARY_LIMITS);
    answer.headers = { "retry-after": String(retryAfter) };
    return answer;
}

const MESSAGES: Record<number, string> = {
    401: "Bad credentials",
    403: "Resource not accessible by personal access token",
    404: "Not Found",
    409: "Conflict",
    422: "Validation Failed",
    500: "Server Error",
    502: "Server Error",
    503: "Service unavailable",
};

/** A failure that a test has ordered; with a time to wait, it is a secondary rate limit. */
export function faultAnswer({ status, retryAfter }: StatusFault): Answer {
    if (status === 429 || retryAfter !== undefined) {
        return secondaryLimit(status, retryAfter ?? 60);
    }
    return documented(status, MESSAGES[status] ?? "Error");
}
