import { LimitRange, Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

/** A team's place on the platform: a namespace with limits, and pipelines that deploy to it and watch it. */
export class Tenant extends pulumi.ComponentResource {
    public readonly namespace: pulumi.Output<string>;
    public readonly deployKubeconfig: pulumi.Output<string>;
    public readonly watchKubeconfig: pulumi.Output<string>;

    constructor(name: string, args: { cpu: string }, opts?: pulumi.ComponentResourceOptions) {
        super("composition:index:Tenant", name, {}, opts);
        const child = { parent: this };
        const namespace = new Namespace(name, { metadata: { name } }, child);
        this.namespace = namespace.metadata.name;
        const limits = new LimitRange(
            name,
            {
                metadata: { namespace: this.namespace },
                spec: { limits: [{ type: "Container", default: { cpu: args.cpu } }] },
            },
            child,
        );

        const deploy = new CiAccess(
            `${name}-deploy`,
            { namespace: this.namespace, role: { preset: "kubectl-apply" } },
            { parent: this, dependsOn: limits },
        );
        const watch = new CiAccess(
            `${name}-watch`,
            {
                namespace: this.namespace,
                role: { preset: "read-only" },
            },
            child,
        );
        this.deployKubeconfig = deploy.kubeconfig;
        this.watchKubeconfig = watch.kubeconfig;
        this.registerOutputs();
    }
}
