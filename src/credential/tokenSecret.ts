import { Secret, type ServiceAccount } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { describe, type Pipeline } from "../identity/pipeline";
import { periodBegin } from "../rotation/generation";
import type { RotationArgs } from "../rotation/rotationArgs";

const generationAnnotation = "ci-access.dev/generation";

/**
 * A Secret that Kubernetes fills with a token of the ServiceAccount. Its name has a generated suffix, so that a
 * successor can be made before it goes.
 *
 * By itself the provider waits 5 seconds, and until there is any data; the annotation makes it wait for the token,
 * for as long as the timeout says, and it learns of it at once rather than by polling. Where the token does not
 * come in time the Secret stays in the state as not ready, and the next update waits for it again.
 */
export function createTokenSecret(
    pipeline: Pipeline,
    serviceAccount: ServiceAccount,
    timeoutSeconds: number,
    rotation: RotationArgs = {},
): Secret {
    const { labels, annotations } = describe(pipeline);
    const generation = generationOf(rotation);
    const timeout = `${timeoutSeconds}s`;
    return new Secret(
        `${pipeline.resourceName}-token`,
        {
            metadata: {
                namespace: pipeline.namespace,
                labels,
                annotations: {
                    ...annotations,
                    ...(generation !== undefined && { [generationAnnotation]: generation }),
                    "kubernetes.io/service-account.name": serviceAccount.metadata.name,
                    "pulumi.com/waitFor": "jsonpath={.data.token}",
                },
            },
            type: "kubernetes.io/service-account-token",
        },
        {
            ...pipeline.options,
            customTimeouts: { create: timeout, update: timeout },
            // Tokens die with the ServiceAccount that they name, also when another of the same name follows it.
            replaceWith: [serviceAccount],
            // The new one is made and delivered before the old one goes.
            replaceOnChanges: [`metadata.annotations["${generationAnnotation}"]`],
        },
    );
}

/** Which token of the pipeline's it is: what the user says, and in which period it was made. */
function generationOf({ id, everyDays }: RotationArgs): pulumi.Output<string> | undefined {
    const parts: pulumi.Input<string>[] = [];
    if (id !== undefined) parts.push(id);
    if (everyDays !== undefined) parts.push(periodBegin(everyDays, new Date()));
    return parts.length === 0 ? undefined : pulumi.all(parts).apply((texts) => texts.join(" "));
}
