import * as pulumi from "@pulumi/pulumi";

/**
 * An error that Pulumi shows at a resource, by its message alone. Pulumi also inspects every error for its traces, in
 * colour, which has two consequences here: the resource is left out of that, for what hangs on it holds secrets; and
 * so is the stack, since Node 20 takes some 15 seconds to colour one that goes through the SDK's own sources.
 */
export class PlainError extends pulumi.ResourceError {
    constructor(message: string, resource: pulumi.Resource | undefined) {
        super(message, resource, true);
        Object.defineProperty(this, "resource", { enumerable: false });
        this.stack = `Error: ${message}`;
    }
}
