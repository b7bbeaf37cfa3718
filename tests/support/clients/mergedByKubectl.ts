import { delimiter } from "node:path";
import { ambientKubeconfig } from "../../../src/kubeconfig/ambient";
import { thisMachine } from "../../../src/kubeconfig/files";
import { Findings } from "../../../src/validation/findings";
import { runClient } from "./client";

/** What several kubeconfig files say together. */
export interface Merged {
    clusters: Record<string, { server: unknown; file: unknown }>;
    contexts: Record<string, string>;
    currentContext: string;
}

export async function mergedByKubectl(kubectl: string, files: string[]): Promise<Merged> {
    const view = [kubectl, "config", "view", "--raw", "--merge", "--output", "json"];
    const config = await runClient(view, files.join(delimiter));
    type Named<Field extends string> = { name: string } & Record<Field, Record<string, string>>;
    const clusters: Named<"cluster">[] = config.clusters ?? [];
    const contexts: Named<"context">[] = config.contexts ?? [];
    return {
        clusters: Object.fromEntries(
            clusters.map(({ name, cluster }) => [
                name,
                { server: cluster.server, file: cluster["certificate-authority"] },
            ]),
        ),
        contexts: Object.fromEntries(contexts.map(({ name, context }) => [name, context.cluster ?? ""])),
        currentContext: config["current-context"],
    };
}

export function mergedByUs(files: string[]): Merged {
    const surroundings = { ...thisMachine(), kubeconfigVariable: files.join(delimiter) };
    const findings = new Findings();
    const config = ambientKubeconfig(surroundings, findings);
    if (config === undefined) throw new Error(JSON.stringify(findings.problems));
    return {
        clusters: Object.fromEntries(
            [...config.clusters].map(([name, { server, certificateAuthority: file }]) => [
                name,
                { server, file },
            ]),
        ),
        contexts: Object.fromEntries(config.contexts),
        currentContext: config.currentContext ?? "",
    };
}
