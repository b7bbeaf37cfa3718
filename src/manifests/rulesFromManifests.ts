import type { PolicyRule } from "../rules/policyRule";
import { isTool, tools } from "../rules/tools";
import { Findings } from "../validation/findings";
import { quote } from "../validation/problem";
import { derive } from "./derive";
import type { CustomKind } from "./kinds";

/** What is deployed, how, and where. */
export interface ManifestsArgs {
    /**
     * Each the text of one or more manifests, or the path of a file or directory: as kubectl reads a directory, or rendered
     * by `kubectl kustomize` where it has a kustomization. For Helm, the output of `helm template`.
     */
    manifests: readonly string[];
    /** `kubectl-apply`, `kubectl-apply-prune` or `helm`. Defaults to `kubectl-apply`. */
    tool?: string;
    /** The namespace of the Role; objects of others are left out. Defaults to that of all objects. */
    namespace?: string;
    /** Kinds that are not Kubernetes' own, and whose definitions are not in the manifests. Defaults to none. */
    kinds?: readonly CustomKind[];
}

/** What a deployment needs of a Role, and what no Role of its namespace can give. */
export interface ManifestsRules {
    /** The least rules that the deployment needs. */
    rules: PolicyRule[];
    /** Objects that belong to the whole cluster: `Namespace "shop"`. */
    clusterScoped: string[];
    /** Objects of other namespaces: `RoleBinding "metrics" of kube-system`. */
    elsewhere: string[];
}

/**
 * The least rules with which a tool deploys manifests, the same as `role.manifests` gives a pipeline.
 * @throws Error with everything that is wrong with the manifests: what cannot be read, is no manifest, or of an unknown
 * kind.
 */
export function rulesFromManifests(args: ManifestsArgs): ManifestsRules {
    const { manifests, tool = "kubectl-apply", namespace, kinds = [] } = args;
    if (!isTool(tool)) {
        throw new Error(`tool is ${quote(tool)}; write one of ${Object.keys(tools).map(quote).join(", ")}`);
    }
    const findings = new Findings();
    const derived = derive({ manifests, tool, kinds, namespace }, "manifests", findings);
    if (findings.problems.length > 0) {
        throw new Error(findings.problems.map(({ path, reason }) => `${path} ${reason}`).join("\n"));
    }
    return derived;
}
