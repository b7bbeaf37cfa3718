import type { Input } from "@pulumi/pulumi";

/**
 * A GitHub secret that receives the kubeconfig: of a repository, of an environment of a repository, or of the
 * organization. The owner is the one of the GitHub provider.
 */
export interface GithubSecretArgs {
    /** Name of the repository, without its owner. Required, except for secrets of the organization. */
    repository?: Input<string>;
    /**
     * An environment of the repository: it can require reviewers, and its secrets are read when the job starts. It has
     * to exist, or to be created by the same stack. Defaults to a secret of the repository, which every workflow reads.
     */
    environment?: Input<string>;
    /** Whether it is a secret of the organization. Defaults to false. */
    organization?: boolean;
    /** Whether it is a secret of Dependabot's own store, in place of the one of Actions. Defaults to false. */
    dependabot?: boolean;
    /** Which repositories use the organization's secret: `all`, `private` or `selected`. Required for organizations. */
    visibility?: Input<string>;
    /** Ids of the repositories that use the organization's secret, with visibility `selected`. Defaults to none. */
    selectedRepositoryIds?: Input<Input<number>[]>;
    /** Name of the secret. Defaults to `KUBECONFIG`. */
    name?: string;
    /**
     * Name of a second secret that holds the token alone, so that GitHub redacts it in logs, which it does by exact
     * value. Defaults to the name of the secret, followed by `_TOKEN`.
     */
    tokenName?: string;
    /** Whether to leave that second secret out. Defaults to false. */
    withoutToken?: boolean;
    /**
     * What to call the place in the stack's state; it has to stay the same for as long as the secret does. Required
     * where `repository` or `environment` is an output of another resource. Defaults to their names.
     */
    label?: string;
}
