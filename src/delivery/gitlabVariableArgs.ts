import type { Input } from "@pulumi/pulumi";

/** A GitLab CI/CD variable that receives the kubeconfig: of a project, of a group, or of the instance. */
export interface GitlabVariableArgs {
    /** Full path of a project, or its numeric id. One of project, group and instance is required. */
    project?: Input<string>;
    /** Full path of a group, or its numeric id. */
    group?: Input<string>;
    /** Whether it is a variable of the whole instance, which every project reads. Defaults to false. */
    instance?: boolean;
    /**
     * The environments that read it: a name, or a wildcard like `review/*`. Defaults to `*`, all of them. For groups
     * GitLab has this in its Premium tier only.
     */
    environmentScope?: string;
    /** Key of the variable. Defaults to `KUBECONFIG`. */
    name?: string;
    /**
     * Key of a second variable that holds the token alone, so that GitLab masks it in logs, which it does by exact
     * value. Defaults to the key of the variable, followed by `_TOKEN`.
     */
    tokenName?: string;
    /** Whether to leave that second variable out. Defaults to false. */
    withoutToken?: boolean;
    /**
     * `file`: jobs find the path of a file in the variable, as kubectl wants it; `env_var`: they find the value.
     * Defaults to `file`.
     */
    type?: string;
    /** Whether only jobs of protected branches and tags read it. Defaults to true. */
    protected?: boolean;
    /** Whether GitLab masks it in logs. Defaults to true. */
    masked?: boolean;
    /** Whether nobody can see it in GitLab's settings, once it is there (GitLab 17.6). Defaults to false. */
    hidden?: boolean;
    /**
     * Whether GitLab leaves `$` in the value alone. Defaults to true. Where it is false the value is delivered in
     * base64, which GitLab can mask all the same; the job has to decode it.
     */
    raw?: boolean;
    /** What GitLab's settings say of the variable, at most 255 characters. Defaults to the pipeline's name. */
    description?: string;
    /**
     * What to call the place in the stack's state; it has to stay the same for as long as the variable does. Required
     * where `project` or `group` is an output of another resource. Defaults to their names.
     */
    label?: string;
}
