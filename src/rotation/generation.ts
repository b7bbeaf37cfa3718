import { type Problem, quote } from "../validation/problem";

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** Finds everything wrong with a `rotation` argument, in so far as it is plain. */
export function checkRotation(rotation: unknown, path: string): Problem[] {
    const instead = "write { id } with a text that you change, or { everyDays }, or both";
    if (rotation === undefined) return [];
    if (typeof rotation !== "object" || rotation === null || Array.isArray(rotation)) {
        return [{ path, reason: `is ${quote(rotation)}; ${instead}` }];
    }
    const { id, everyDays, ...others } = rotation as Record<string, unknown>;
    const problems: Problem[] = Object.keys(others).map((key) => ({
        path: `${path}.${key}`,
        reason: "is not known; write id or everyDays",
    }));
    if (id === undefined && everyDays === undefined && problems.length === 0) {
        problems.push({ path, reason: `is empty; ${instead}` });
    }
    // An output is an object.
    if (id !== undefined && (id === null || id === "" || typeof id === "number" || typeof id === "boolean")) {
        problems.push({ path: `${path}.id`, reason: `is ${quote(id)}; write a text that you change` });
    }
    const days = Number(everyDays);
    const isDays = typeof everyDays === "number" && Number.isInteger(days) && days >= 1 && days <= 3650;
    if (everyDays !== undefined && !isDays) {
        problems.push({
            path: `${path}.everyDays`,
            reason: `is ${quote(everyDays)}; write a whole number of days, 1 to 3650`,
        });
    }
    return problems;
}

/** The first day of the period in which a time is: `2026-11-09`. */
export function periodBegin(everyDays: number, now: Date): string {
    const day = Math.floor(now.getTime() / millisecondsPerDay);
    const first = day - (day % everyDays);
    return new Date(first * millisecondsPerDay).toISOString().slice(0, "2026-11-09".length);
}
