import { Role } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyRule } from "../rules/policyRule";
import { describe, fixedName, type Pipeline } from "./pipeline";

/** What a Role says. */
export interface Grants {
    rules: PolicyRule[];
    /** The waivers, for whoever reads the Role. */
    annotations: Record<string, string>;
}

/** What the pipeline may do in its namespace. */
export function createRole(pipeline: Pipeline, granted: pulumi.Input<Grants>): Role {
    const { labels, annotations } = describe(pipeline);
    const { rules, annotations: added } = pulumi.output(granted);
    return new Role(
        pipeline.resourceName,
        {
            metadata: {
                labels,
                annotations: added.apply((waivers) => ({ ...annotations, ...waivers })),
                name: pipeline.name,
                namespace: pipeline.namespace,
            },
            rules,
        },
        { ...pipeline.options, ...fixedName },
    );
}
