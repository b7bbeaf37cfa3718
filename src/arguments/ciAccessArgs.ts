import type * as pulumi from "@pulumi/pulumi";
import type { GithubSecretArgs } from "../delivery/githubSecretArgs";
import type { GitlabVariableArgs } from "../delivery/gitlabVariableArgs";
import type { RoleArgs } from "../role/roleArgs";
import type { RotationArgs } from "../rotation/rotationArgs";

/** What a pipeline is to have access to. */
export interface CiAccessArgs {
    /** The namespace that the pipeline gets access to. It has to exist, or to be created by the same stack. */
    namespace: pulumi.Input<string>;
    /** What the pipeline may do in the namespace: a preset, rules, or both. */
    role: pulumi.Input<RoleArgs>;
    /**
     * Name of the ServiceAccount, Role and RoleBinding, and of the pipeline in audit logs: at most 63 lower-case
     * letters, digits, '-' and '.'. Defaults to the name of the resource.
     */
    name?: string;
    /**
     * Where the pipeline reaches the API server. Defaults to the cluster that the stack's Kubernetes provider uses:
     * of `kubernetes:kubeconfig` and `kubernetes:context` in the stack's configuration, else of `$KUBECONFIG` or
     * `~/.kube/config`. Required where a Kubernetes provider is passed in `providers`, which may mean another cluster.
     */
    endpoint?: pulumi.Input<EndpointArgs>;
    /** GitHub secrets that receive the kubeconfig. Defaults to none. */
    githubSecrets?: GithubSecretArgs[];
    /** GitLab CI/CD variables that receive the kubeconfig. Defaults to none. */
    gitlabVariables?: GitlabVariableArgs[];
    /** When the token is replaced by a new one. Defaults to never: it does not expire. */
    rotation?: RotationArgs;
    /**
     * How long to wait for Kubernetes to fill the token Secret, in seconds, from 1 to 3600. Defaults to 120. A cluster
     * takes less than one second where its controllers are well.
     */
    tokenTimeoutSeconds?: number;
}

/**
 * Where the API server is, and how to trust it: either `server` with what belongs to it, or a `kubeconfig` to take
 * that from, or a `context` of the ambient kubeconfig.
 */
export interface EndpointArgs {
    /** URL of the API server, `https://` and the host as the pipeline reaches it. */
    server?: pulumi.Input<string>;
    /**
     * Certificates that sign the API server's, as PEM, or as base64 of PEM. Defaults to those that the cluster
     * publishes to its own workloads, in the token Secret's `ca.crt`.
     */
    certificateAuthority?: pulumi.Input<string>;
    /** Path of a PEM file, in place of `certificateAuthority`. */
    certificateAuthorityFile?: pulumi.Input<string>;
    /** Name of the cluster in the kubeconfig. Defaults to the kubeconfig's own name for it, or to the server's host. */
    clusterName?: pulumi.Input<string>;
    /** Host name in the API server's certificate, where it is not the one in `server`. */
    tlsServerName?: pulumi.Input<string>;
    /** URL of a proxy through which the pipeline reaches the API server: `http`, `https` or `socks5`. */
    proxyUrl?: pulumi.Input<string>;
    /**
     * A kubeconfig, as text or as the path of a file. Only its cluster is read; its credentials are neither used nor
     * kept.
     */
    kubeconfig?: pulumi.Input<string>;
    /** Context of the kubeconfig. Defaults to its current one. */
    context?: pulumi.Input<string>;
}
