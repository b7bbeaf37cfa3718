/** What a runner does not know it must not pass over: the job would not be what it is on the real one. */
export function refuseOthers(what: string, given: object, understood: readonly string[]): void {
    const others = Object.keys(given).filter((key) => !understood.includes(key));
    if (others.length > 0) throw new Error(`${what}: this runner does not understand ${others.join(", ")}`);
}

/** What became of a job. */
export interface JobResult {
    succeeded: boolean;
    /** Names of the steps by what became of them; of a GitLab job, its scripts. */
    ran: string[];
    failed: string[];
    skipped: string[];
    /** Everything that was printed, before the forge redacts it. */
    printed: string;
    /** The values that the forge redacts. */
    redacted: string[];
}
