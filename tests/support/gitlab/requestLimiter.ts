import { Refusal } from "../forge/exchange";
import { throttled } from "./gitlabErrors";

export interface RequestLimit {
    limit: number;
    windowSeconds: number;
}

/** GitLab's limiter stands before the API: it counts every request, whoever makes it. */
export class RequestLimiter {
    private times: number[] = [];

    constructor(private readonly rule: RequestLimit) {}

    count(): void {
        const windowStart = Date.now() - this.rule.windowSeconds * 1000;
        this.times = this.times.filter((time) => time > windowStart);
        const [oldest] = this.times;
        if (oldest !== undefined && this.times.length >= this.rule.limit) {
            const wait = Math.max(1, Math.ceil((oldest - windowStart) / 1000));
            throw new Refusal(throttled(wait, this.rule.limit));
        }
        this.times.push(Date.now());
    }
}
