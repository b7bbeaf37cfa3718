import type * as pulumi from "@pulumi/pulumi";
import { PlainError } from "../plainError";

/** A value that the forge takes by its size: larger ones are refused here, before the forge is asked. */
export function fitting(
    value: pulumi.Output<string>,
    limit: number,
    destination: string,
    parent: pulumi.Resource | undefined,
): pulumi.Output<string> {
    return value.apply((text) => {
        const bytes = Buffer.byteLength(text);
        if (bytes <= limit) return text;
        throw new PlainError(
            `${destination} would be ${bytes} bytes long, and at most ${limit} are taken there; write fewer certificates in endpoint.certificateAuthority`,
            parent,
        );
    });
}
