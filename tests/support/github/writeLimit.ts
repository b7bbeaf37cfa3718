import { Refusal } from "../forge/exchange";
import { secondaryLimit } from "./errors";

export interface WriteLimitRule {
    writes: number;
    windowSeconds: number;
    /** GitHub answers either; 403 if not given. */
    status?: 403 | 429;
}

/** GitHub's secondary limit on requests that make content. */
export class WriteLimit {
    private readonly times: number[] = [];

    constructor(private readonly rule: WriteLimitRule) {}

    /** Counts a write, and refuses one too many with the seconds to wait. */
    count(): void {
        const windowStart = Date.now() - this.rule.windowSeconds * 1000;
        while ((this.times[0] ?? Number.POSITIVE_INFINITY) <= windowStart) {
            this.times.shift();
        }
        const [oldest] = this.times;
        if (oldest !== undefined && this.times.length >= this.rule.writes) {
            const wait = Math.max(1, Math.ceil((oldest - windowStart) / 1000));
            throw new Refusal(secondaryLimit(this.rule.status ?? 403, wait));
        }
        this.times.push(Date.now());
    }
}
