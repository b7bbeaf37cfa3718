import type { ForgeRequest } from "./exchange";

/** Which requests a fault strikes; all of them if nothing is said. */
export interface RequestMatch {
    method?: string;
    /** A part of the decoded path, or an expression it matches. */
    path?: string | RegExp;
}

export interface StatusFault {
    kind: "status";
    status: number;
    retryAfter?: number;
}

export type Fault = StatusFault | { kind: "hang"; forMs: number } | { kind: "close" };

interface Armed {
    match: RequestMatch;
    left: number;
    fault: Fault;
}

/** The failures that a test has ordered, each for the next so many matching requests. */
export class Faults {
    private readonly armed: Armed[] = [];

    arm(match: RequestMatch, times: number, fault: Fault): void {
        this.armed.push({ match, left: times, fault });
    }

    /** The fault that strikes this request, if any; it is then used up by one. */
    take(request: ForgeRequest): Fault | undefined {
        const found = this.armed.find(({ match, left }) => left > 0 && matches(match, request));
        if (found) {
            found.left--;
        }
        return found?.fault;
    }

    clear(): void {
        this.armed.length = 0;
    }
}

function matches(match: RequestMatch, request: ForgeRequest): boolean {
    if (match.method && match.method !== request.method) {
        return false;
    }
    const path = decodeURIComponent(request.path);
    if (match.path instanceof RegExp) {
        return match.path.test(path);
    }
    return match.path === undefined || path.includes(match.path);
}
