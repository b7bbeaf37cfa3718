import type * as pulumi from "@pulumi/pulumi";
import { PlainError } from "../plainError";
import type { Problem } from "../validation/problem";

/** Refuses arguments with every finding in one message, attached to the component and without a stack trace. */
export class InvalidArguments extends PlainError {
    constructor(
        component: pulumi.Resource,
        readonly problems: readonly Problem[],
    ) {
        const findings = problems.map(({ path, reason }) => `\n  - ${path} ${reason}`);
        super(`nothing was created: ${counted(problems.length)} to correct:${findings.join("")}`, component);
    }
}

function counted(count: number): string {
    return count === 1 ? "one argument" : `${count} arguments`;
}
