import { Role } from "@pulumi/kubernetes/rbac/v1";
import type { Input } from "@pulumi/pulumi";
import type { PolicyRule } from "../rules/policyRule";
import { describe, fixedName, type Pipeline } from "./pipeline";

/** What the pipeline may do in its namespace. */
export function createRole(pipeline: Pipeline, rules: Input<PolicyRule[]>): Role {
    return new Role(
        pipeline.resourceName,
        {
            metadata: { ...describe(pipeline), name: pipeline.name, namespace: pipeline.namespace },
            rules,
        },
        { ...pipeline.options, ...fixedName },
    );
}
