/** One thing wrong with what the user wrote. Its text never contains a secret value. */
export interface Problem {
    /** The argument, as the user would find it: `role.rules[2].verbs`. */
    path: string;
    /** What was found and what to write instead, to be read after the path: `contains "*"; list the verbs …`. */
    reason: string;
}

/** Quotes a value of the user's for a message, shortened where it is long. */
export function quote(value: unknown): string {
    const text = JSON.stringify(value) ?? String(value);
    return text.length <= 80 ? text : `${text.slice(0, 77)}…"`;
}
