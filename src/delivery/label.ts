/** What is wrong with what a place is called in the stack's state, which takes no `::`. */
export function wrongLabel(label: unknown): string | undefined {
    return typeof label === "string" && /^[\w.-]+(\/[\w.-]+)*$/.test(label) && label.length <= 100
        ? undefined
        : "write letters, digits, '.', '_' and '-', with '/' between them, at most 100";
}
