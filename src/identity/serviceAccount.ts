import { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { describe, fixedName, type Pipeline } from "./pipeline";

/** The identity of the pipeline, and of nothing else: robots are not users, and no Pod runs as this one. */
export function createServiceAccount(pipeline: Pipeline): ServiceAccount {
    return new ServiceAccount(
        pipeline.resourceName,
        {
            metadata: { ...describe(pipeline), name: pipeline.name, namespace: pipeline.namespace },
            automountServiceAccountToken: false,
        },
        { ...pipeline.options, ...fixedName },
    );
}
