import type { Waiver } from "../guardrails/waiver";
import type { CustomKind } from "../manifests/kinds";
import type { PolicyRule } from "../rules/policyRule";

/** What the pipeline may do in its namespace: presets, what deploying some manifests takes, and rules, all together. */
export interface RoleArgs {
    /**
     * A ready-made list of grants by name: `read-only`, `rollout`, `kubectl-apply`, `kubectl-apply-prune`, `kustomize`,
     * `helm` or `application-deployer`. Defaults to none.
     */
    preset?: string;
    /** Several presets, whose grants come together. Defaults to none. */
    presets?: string[];
    /** The Deployments that the preset `rollout` is about. Required with it. */
    deployments?: string[];
    /**
     * Manifests that the pipeline deploys, for which it gets the least grants that `tool` needs. Each is the text of one or
     * more manifests, or the path of a file or directory, relative to where Pulumi runs: as kubectl reads a directory, or
     * rendered by `kubectl kustomize` where it has a kustomization. For Helm, the output of `helm template`. Defaults to
     * none.
     */
    manifests?: string[];
    /** What deploys the manifests: `kubectl-apply`, `kubectl-apply-prune` or `helm`. Defaults to `kubectl-apply`. */
    tool?: string;
    /** Kinds in the manifests that are not Kubernetes' own, and whose definitions are not in them. Defaults to none. */
    kinds?: CustomKind[];
    /** Grants, added to the others. Defaults to none. */
    rules?: PolicyRule[];
    /**
     * Grants in the whole cluster, by a ClusterRole. Refused unless the guardrail CA-1301 is waived. Defaults to none.
     */
    clusterRules?: PolicyRule[];
    /** Exceptions to guardrails, each with its reason. Defaults to none. */
    waivers?: Waiver[];
}
