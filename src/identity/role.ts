import { Role } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import { waiverAnnotations } from "../guardrails/waiver";
import type { Granted } from "../role/resolveRole";
import { describe, fixedName, type Pipeline } from "./pipeline";

/** What the pipeline may do in its namespace. */
export function createRole(pipeline: Pipeline, granted: pulumi.Input<Granted>): Role {
    const { labels, annotations } = describe(pipeline);
    const { rules, waivers } = pulumi.output(granted);
    return new Role(
        pipeline.resourceName,
        {
            metadata: {
                labels,
                annotations: waivers.apply((all) => ({ ...annotations, ...waiverAnnotations(all) })),
                name: pipeline.name,
                namespace: pipeline.namespace,
            },
            rules,
        },
        { ...pipeline.options, ...fixedName },
    );
}
