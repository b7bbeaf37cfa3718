import { dirname, resolve as resolvePath } from "node:path";
import type { Findings } from "../validation/findings";
import { ambientKubeconfig } from "./ambient";
import type { Endpoint } from "./endpoint";
import { explicitEndpoint } from "./explicit";
import { expandHome, type Surroundings } from "./files";
import { parseKubeconfig } from "./parse";
import { type Selection, selectEndpoint } from "./select";
import { checkFields } from "./spec";

/** What the stack says of the cluster: the configuration of its Kubernetes provider. */
export interface StackCluster {
    /** `kubernetes:kubeconfig`: text, or the path of a file. */
    kubeconfig?: string;
    /** `kubernetes:context`. */
    context?: string;
    /** `kubernetes:cluster`. */
    cluster?: string;
    /** Whether a Kubernetes provider was passed, whose cluster nobody but the engine knows. */
    explicitProvider: boolean;
}

/**
 * Where the API server is, from the first of: explicit arguments, a kubeconfig given as an argument, the stack's
 * configuration, the ambient kubeconfig.
 */
export function resolveEndpoint(
    spec: unknown,
    stack: StackCluster,
    surroundings: Surroundings,
    findings: Findings,
): Endpoint | undefined {
    const given = checkFields(spec, findings);
    if (given === undefined) return undefined;
    if (given.server !== undefined) return explicitEndpoint(given, surroundings, findings);
    if (given.kubeconfig !== undefined) {
        const selection = {
            path: "endpoint.kubeconfig",
            context: given.context,
            contextPath: "endpoint.context",
        };
        return fromText(given.kubeconfig, selection, surroundings, findings);
    }
    if (stack.explicitProvider && given.context === undefined) {
        return findings.problem(
            "endpoint",
            "is missing beside an explicit Kubernetes provider, whose cluster need not be the ambient one; write endpoint: { kubeconfig } with the kubeconfig of that provider, or endpoint: { server }",
        );
    }
    // A context that the arguments name means its own cluster, whatever the stack's configuration says.
    const { context, contextPath, cluster } =
        given.context === undefined
            ? fromStack(stack)
            : { context: given.context, contextPath: "endpoint.context", cluster: undefined };
    if (stack.kubeconfig && !stack.explicitProvider) {
        const selection = { path: "kubernetes:kubeconfig", context, contextPath, cluster };
        return fromText(stack.kubeconfig, selection, surroundings, findings);
    }
    const ambient = ambientKubeconfig(surroundings, findings);
    if (ambient === undefined) return undefined;
    const selection: Selection = {
        path: surroundings.kubeconfigVariable ? "$KUBECONFIG" : "~/.kube/config",
        context,
        contextPath: context === undefined ? "endpoint.context" : contextPath,
        cluster,
    };
    return selectEndpoint(ambient, selection, surroundings.readFile, findings);
}

/** Empty settings are none, as to the Kubernetes provider. */
function fromStack({ context, cluster }: StackCluster): Omit<Selection, "path"> {
    return {
        context: context || undefined,
        contextPath: "kubernetes:context",
        cluster: cluster ? { name: cluster, path: "kubernetes:cluster" } : undefined,
    };
}

/** From a kubeconfig that is given as text or as the path of a file, as the Kubernetes provider takes it. */
function fromText(
    textOrPath: string,
    selection: Selection,
    surroundings: Surroundings,
    findings: Findings,
): Endpoint | undefined {
    const isPath = !textOrPath.includes("\n") && !textOrPath.trimStart().startsWith("{");
    const file = isPath ? expandHome(textOrPath, surroundings) : undefined;
    const read = file === undefined ? undefined : surroundings.readFile(file);
    const content = typeof read === "string" ? read : undefined;
    const directory =
        content === undefined || file === undefined ? process.cwd() : dirname(resolvePath(file));
    const origin = { path: selection.path, directory };
    const kubeconfig = parseKubeconfig(content ?? textOrPath, origin, findings);
    if (kubeconfig === undefined) return undefined;
    return selectEndpoint(kubeconfig, selection, surroundings.readFile, findings);
}
