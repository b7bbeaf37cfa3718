import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "./validation/problem";

/** Refuses arguments with every finding in one message, attached to the component and without a stack trace. */
export class InvalidArguments extends pulumi.ResourceError {
    constructor(
        component: pulumi.Resource,
        readonly problems: readonly Problem[],
    ) {
        const findings = problems.map(({ path, reason }) => `\n  - ${path} ${reason}`);
        super(
            `nothing was created: ${counted(problems.length)} to correct:${findings.join("")}`,
            component,
            true,
        );
    }
}

function counted(count: number): string {
    return count === 1 ? "one argument" : `${count} arguments`;
}
