import { dirname, join } from "node:path";
import type { Findings } from "../validation/findings";
import type { Surroundings } from "./files";
import { isEncodedKubeconfig, type Kubeconfig, parseKubeconfig } from "./parse";
import { shown } from "./shown";

/**
 * The kubeconfig that kubectl would use here: the files of `$KUBECONFIG`, merged, else `~/.kube/config`. As with
 * kubectl, files that do not exist are passed over, and of entries with the same name the first one counts.
 * Source: "Organizing Cluster Access Using kubeconfig Files", merging kubeconfig files.
 */
export function ambientKubeconfig(surroundings: Surroundings, findings: Findings): Kubeconfig | undefined {
    const variable = surroundings.kubeconfigVariable ?? "";
    const instead =
        'write endpoint: { server: "https://…" } with the address that the pipeline reaches, or endpoint: { kubeconfig }';
    if (/[\n\r{]/.test(variable) || isEncodedKubeconfig(variable)) {
        return findings.problem(
            "endpoint",
            `is missing, and $KUBECONFIG holds a kubeconfig, not the path of one; ${instead}`,
        );
    }
    const files =
        variable === ""
            ? [join(surroundings.home, ".kube", "config")]
            : variable.split(surroundings.pathDelimiter).filter((file) => file !== "");
    const merged: Kubeconfig = { clusters: new Map(), contexts: new Map() };
    let found = false;
    for (const file of files) {
        const text = surroundings.readFile(file);
        if (typeof text !== "string") {
            if (text.code === "ENOENT") continue;
            // Without this file another cluster may come first. kubectl stops here too.
            return findings.problem(
                "endpoint",
                `is missing, and ${shown(file)} cannot be read (${text.code}); correct that, or ${instead}`,
            );
        }
        found = true;
        // A file of blank lines and comments is an empty kubeconfig, to kubectl too.
        if (text.split("\n").every((line) => /^\s*(#|$)/.test(line))) continue;
        const next = parseKubeconfig(text, { path: file, directory: dirname(file) }, findings);
        if (next === undefined) return undefined;
        merged.clusters = new Map([...next.clusters, ...merged.clusters]);
        merged.contexts = new Map([...next.contexts, ...merged.contexts]);
        merged.currentContext ??= next.currentContext;
    }
    if (found) return merged;
    const looked =
        variable === ""
            ? `there is no ${files[0]}`
            : `$KUBECONFIG names no file that exists (${shown(variable)})`;
    return findings.problem("endpoint", `is missing, and ${looked}; ${instead}`);
}
