import { Refusal } from "../forge/exchange";
import { documented } from "./errors";

export interface RateLimitRule {
    limit: number;
    windowSeconds: number;
    /** GitHub answers either; 403 if not given. */
    status?: 403 | 429;
}

/** GitHub's primary limit: so many requests of a token in a window, told in the headers of every answer. */
export class RateLimit {
    private used = 0;
    private resetAt = 0;

    constructor(private readonly rule: RateLimitRule) {}

    /** Counts a request, and refuses it where the window's are used up. */
    count(): void {
        const now = Math.floor(Date.now() / 1000);
        if (now >= this.resetAt) {
            this.used = 0;
            this.resetAt = now + this.rule.windowSeconds;
        }
        if (this.used >= this.rule.limit) {
            const answer = documented(
                this.rule.status ?? 403,
                "API rate limit exceeded for user ID 1.",
                "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api",
            );
            throw new Refusal(answer);
        }
        this.used++;
    }

    headers(): Record<string, string> {
        return {
            "x-ratelimit-limit": String(this.rule.limit),
            "x-ratelimit-remaining": String(this.rule.limit - this.used),
            "x-ratelimit-used": String(this.used),
            "x-ratelimit-reset": String(this.resetAt),
            "x-ratelimit-resource": "core",
        };
    }
}
