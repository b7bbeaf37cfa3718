import type { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { ClusterRole, ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyRule } from "../rules/policyRule";
import { describe, fixedName, type Pipeline } from "./pipeline";

/** What the pipeline may do in the whole cluster, where that was waived: nothing, almost always. */
export function createClusterAccess(
    pipeline: Pipeline,
    serviceAccount: ServiceAccount,
    rules: PolicyRule[],
): ClusterRoleBinding | undefined {
    if (rules.length === 0) return undefined;
    // A ClusterRole has no namespace to keep it apart from other pipelines' of this name.
    const name = pulumi.interpolate`${pipeline.namespace}:${pipeline.name}`;
    const metadata = { ...describe(pipeline), name };
    const options = { ...pipeline.options, ...fixedName };
    const role = new ClusterRole(pipeline.resourceName, { metadata, rules }, options);
    return new ClusterRoleBinding(
        pipeline.resourceName,
        {
            metadata,
            roleRef: {
                apiGroup: "rbac.authorization.k8s.io",
                kind: "ClusterRole",
                name: role.metadata.name,
            },
            subjects: [
                {
                    kind: "ServiceAccount",
                    name: serviceAccount.metadata.name,
                    namespace: serviceAccount.metadata.namespace,
                },
            ],
        },
        options,
    );
}
