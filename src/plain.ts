import * as pulumi from "@pulumi/pulumi";

/**
 * Whether a value holds no output and no promise, so that it can be checked before anything is registered. What is
 * not plain is checked as soon as it is known.
 */
export function isPlain(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return true;
    if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
    return Object.values(value).every(isPlain);
}
