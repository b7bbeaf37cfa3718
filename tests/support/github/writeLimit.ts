export interface WriteLimitRule {
    writes: number;
    windowSeconds: number;
}

/** GitHub's secondary limit on requests that make content. */
export class WriteLimit {
    private readonly times: number[] = [];

    constructor(private readonly rule: WriteLimitRule) {}

    /** Counts a write; the seconds to wait where it is one too many. */
    count(): number | undefined {
        const windowStart = Date.now() - this.rule.windowSeconds * 1000;
        while ((this.times[0] ?? Number.POSITIVE_INFINITY) <= windowStart) {
            this.times.shift();
        }
        const [oldest] = this.times;
        if (oldest !== undefined && this.times.length >= this.rule.writes) {
            return Math.max(1, Math.ceil((oldest - windowStart) / 1000));
        }
        this.times.push(Date.now());
        return undefined;
    }
}
