import * as pulumi from "@pulumi/pulumi";
import type { CiAccessArgs } from "./arguments/ciAccessArgs";
import { validated } from "./arguments/validated";
import { issuedCredential, refuseMissingAuthority } from "./credential/issuedCredential";
import { explainLongWait } from "./credential/patience";
import { keepSecretsOutOfDebugLog } from "./credential/quietDebugLog";
import { createTokenSecret } from "./credential/tokenSecret";
import { deliver } from "./delivery/deliver";
import type { Delivery } from "./delivery/destination";
import { createClusterAccess } from "./identity/clusterAccess";
import type { Pipeline } from "./identity/pipeline";
import { createRole } from "./identity/role";
import { createRoleBinding } from "./identity/roleBinding";
import { createServiceAccount } from "./identity/serviceAccount";
import { contextName, renderKubeconfig } from "./kubeconfig/render";

keepSecretsOutOfDebugLog();

/**
 * Access for one CI/CD pipeline to one Kubernetes namespace: a ServiceAccount that only this pipeline uses, a Role
 * with what it may do, a RoleBinding, a token, and a kubeconfig as a secret output.
 */
export class CiAccess extends pulumi.ComponentResource {
    /** The type of the resource, by which the engine knows it. */
    static readonly type = "ci-access:index:CiAccess";

    /**
     * A complete kubeconfig for the pipeline, a secret: compact JSON, which every Kubernetes client reads as YAML,
     * without white space, so that forges can mask it. Its one context is current and has the namespace.
     */
    public readonly kubeconfig: pulumi.Output<string>;
    /** The token alone, a secret. It does not expire; destroying or replacing the token Secret revokes it at once. */
    public readonly token: pulumi.Output<string>;
    /** The namespace that the pipeline has access to. */
    public readonly namespace: pulumi.Output<string>;
    /** The name of the ServiceAccount. */
    public readonly serviceAccountName: pulumi.Output<string>;
    /** The name of the Role. */
    public readonly roleName: pulumi.Output<string>;
    /** The name of the RoleBinding. */
    public readonly roleBindingName: pulumi.Output<string>;
    /** The name of the Secret that holds the token. It has a generated suffix. */
    public readonly tokenSecretName: pulumi.Output<string>;
    /** The user name of the pipeline in the API server's audit log: `system:serviceaccount:<namespace>:<name>`. */
    public readonly username: pulumi.Output<string>;
    /** The URL of the API server, as the kubeconfig has it. A secret where the endpoint was given as one. */
    public readonly server: pulumi.Output<string>;
    /** The name of the kubeconfig's one context. */
    public readonly contextName: pulumi.Output<string>;
    /** Where the kubeconfig and its token were delivered to, and how they are written there. */
    public readonly deliveries: pulumi.Output<Delivery[]>;

    /**
     * @param name Name of the resource, and of the ServiceAccount, Role and RoleBinding where `args.name` is absent.
     * @param args What the pipeline is to have access to.
     * @param opts Options, as of any component: a Kubernetes provider goes into `providers`.
     */
    constructor(name: string, args: CiAccessArgs, opts: pulumi.ComponentResourceOptions = {}) {
        super(CiAccess.type, name, {}, opts);
        const { endpoint, granted, clusterRules, tokenTimeoutSeconds, ...identity } = validated(
            this,
            name,
            args,
        );
        const options = { parent: this, dependsOn: opts.dependsOn };
        const pipeline: Pipeline = { ...identity, resourceName: name, options };

        const serviceAccount = createServiceAccount(pipeline);
        const role = createRole(pipeline, granted);
        const roleBinding = createRoleBinding(pipeline, serviceAccount, role);
        const beyond = createClusterAccess(pipeline, serviceAccount, clusterRules);
        const tokenSecret = createTokenSecret(pipeline, serviceAccount, tokenTimeoutSeconds, args.rotation);
        explainLongWait(this, pipeline, serviceAccount, tokenSecret.id, tokenTimeoutSeconds);

        const credential = issuedCredential(tokenSecret);
        this.token = credential.token;
        this.kubeconfig = pulumi.secret(
            // Whoever receives the kubeconfig may use it at once: not before the Role is bound.
            pulumi
                .all([endpoint, credential, serviceAccount.metadata, roleBinding.id, beyond?.id])
                .apply(([at, issued, { namespace, name: user }]) => {
                    refuseMissingAuthority(tokenSecret, at, issued);
                    return renderKubeconfig({ endpoint: at, user, namespace, ...issued });
                }),
        );
        this.namespace = serviceAccount.metadata.namespace;
        this.serviceAccountName = serviceAccount.metadata.name;
        this.roleName = role.metadata.name;
        this.roleBindingName = roleBinding.metadata.name;
        this.tokenSecretName = tokenSecret.metadata.name;
        this.username = pulumi.interpolate`system:serviceaccount:${this.namespace}:${this.serviceAccountName}`;
        this.server = endpoint.server;
        this.contextName = pulumi
            .all([this.serviceAccountName, endpoint])
            .apply(([user, at]) => contextName(user, at));

        // The token goes along with the kubeconfig, and not before it.
        const token = pulumi.all([this.token, this.kubeconfig]).apply(([alone]) => alone);
        this.deliveries = deliver(pipeline, args, { kubeconfig: this.kubeconfig, token });
        // The state has the token already, in its Secret: what is told here is stored once more.
        const { kubeconfig, token: alone, ...told } = this.outputs();
        this.registerOutputs(told);
    }

    /** @internal All outputs, as the engine is told of them. */
    outputs() {
        const { kubeconfig, token, namespace, serviceAccountName, roleName, roleBindingName } = this;
        const { tokenSecretName, username, server, contextName, deliveries } = this;
        return {
            kubeconfig,
            token,
            namespace,
            serviceAccountName,
            roleName,
            roleBindingName,
            tokenSecretName,
            username,
            server,
            contextName,
            deliveries,
        };
    }
}
