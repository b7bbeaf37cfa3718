import * as pulumi from "@pulumi/pulumi";

/** What the resources of one pipeline have in common. */
export interface Pipeline {
    /** Name of the component's resource, which its children's names begin with. */
    readonly resourceName: string;
    /** Name that people and audit logs see: of the ServiceAccount, the Role and the RoleBinding. */
    readonly name: string;
    readonly namespace: pulumi.Output<string>;
    /** Options of every child. */
    readonly options: pulumi.CustomResourceOptions;
}

/** The labels and annotations by which a reader of the cluster finds out what an object is, and who made it. */
export function describe(pipeline: Pipeline) {
    return {
        labels: {
            "app.kubernetes.io/name": "ci-access",
            "app.kubernetes.io/instance": pipeline.name,
            "app.kubernetes.io/component": "pipeline-access",
            "app.kubernetes.io/managed-by": "pulumi",
        },
        annotations: {
            "ci-access.dev/pipeline": pipeline.name,
            "ci-access.dev/project": `${pulumi.getOrganization()}/${pulumi.getProject()}`,
            "ci-access.dev/stack": pulumi.getStack(),
        },
    };
}

/**
 * Options of the objects whose name people see and which therefore stays when they are replaced: with `--replace` or
 * after `pulumi state taint` the engine would otherwise create the second over the first, and then delete it.
 */
export const fixedName: pulumi.CustomResourceOptions = { deleteBeforeReplace: true };
