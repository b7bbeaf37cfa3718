/**
 * One grant of a Role, in the terms of Kubernetes' `rbac.authorization.k8s.io/v1` PolicyRule: every verb on every
 * resource of every API group that the rule names.
 */
export interface PolicyRule {
    /** API groups, without version: `"apps"`, and `""` for the core group of Pods, Services and Secrets. */
    apiGroups: string[];
    /** Resources in lower-case plural, or a sub-resource after a slash: `"deployments"`, `"pods/log"`. */
    resources: string[];
    /** Verbs: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`. */
    verbs: string[];
    /**
     * Names of the only objects that the rule is about. Defaults to all objects. Does not restrict `create` and
     * `deletecollection`, which name no object.
     */
    resourceNames?: string[];
}
