import type { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import { type Role, RoleBinding } from "@pulumi/kubernetes/rbac/v1";
import { describe, fixedName, type Pipeline } from "./pipeline";

/** Grants the Role to the ServiceAccount, and to nobody else. */
export function createRoleBinding(
    pipeline: Pipeline,
    serviceAccount: ServiceAccount,
    role: Role,
): RoleBinding {
    return new RoleBinding(
        pipeline.resourceName,
        {
            metadata: { ...describe(pipeline), name: pipeline.name, namespace: pipeline.namespace },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
            subjects: [
                {
                    kind: "ServiceAccount",
                    name: serviceAccount.metadata.name,
                    namespace: serviceAccount.metadata.namespace,
                },
            ],
        },
        { ...pipeline.options, ...fixedName },
    );
}
