import { quote } from "../validation/problem";

/**
 * A value for a message. People paste tokens, keys and whole kubeconfigs into the wrong argument: what may be one is
 * described, never repeated, not even its beginning.
 */
export function shown(value: unknown): string {
    if (value === undefined || typeof value === "object") return kindOf(value);
    if (typeof value !== "string") return quote(value);
    return mayHoldCredential(value) ? `a text of ${value.length} characters` : quote(value);
}

/** As `shown`, for addresses, in which credentials stand before an @ or in a query. */
export function shownAddress(value: unknown): string {
    if (typeof value !== "string" || !/[@?#]/.test(value)) return shown(value);
    return `a text of ${value.length} characters`;
}

/** `a list`, `a number`, `an object`. */
export function kindOf(value: unknown): string {
    if (value === null || value === undefined) return "missing";
    if (Array.isArray(value)) return "a list";
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Several lines, JSON, or a run of characters longer than the names of clusters have. */
function mayHoldCredential(text: string): boolean {
    return /[\n\r{}]|[a-z0-9+=]{40,}/i.test(text);
}
