import type { Problem } from "./problem";

/** What a check found: problems, which stop everything, and warnings, which do not. */
export class Findings {
    readonly problems: Problem[] = [];
    readonly warnings: string[] = [];

    /** Adds a problem. Returns undefined, the value that could not be had. */
    problem(path: string, reason: string): undefined {
        this.problems.push({ path, reason });
        return undefined;
    }

    warning(text: string): void {
        this.warnings.push(text);
    }
}
