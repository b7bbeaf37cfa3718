import * as pulumi from "@pulumi/pulumi";
import { checkSizes } from "../delivery/checkDestinations";
import type { Endpoint } from "../kubeconfig/endpoint";
import { thisMachine } from "../kubeconfig/files";
import { renderKubeconfig } from "../kubeconfig/render";
import { resolveEndpoint, type StackCluster } from "../kubeconfig/resolve";
import { Findings } from "../validation/findings";
import type { Problem } from "../validation/problem";
import type { CiAccessArgs } from "./ciAccessArgs";

/** The endpoint that the `endpoint` argument means in this stack and on this machine, or what is wrong with it. */
export function locateEndpoint(
    component: pulumi.ComponentResource,
    spec: unknown,
    args: CiAccessArgs,
): Endpoint | Problem[] {
    const findings = new Findings();
    const endpoint = resolveEndpoint(spec, stackCluster(component), thisMachine(), findings);
    for (const warning of findings.warnings) void pulumi.log.warn(warning, component);
    if (endpoint === undefined) return findings.problems;
    // The certificates are what is large in a kubeconfig; a forge's limit shows before there is a token.
    const bytes = Buffer.byteLength(renderKubeconfig({ endpoint, user: "", namespace: "", token: "-" }));
    const tooLarge = [
        ...checkSizes(args.githubSecrets ?? [], "githubSecrets", bytes),
        ...checkSizes(args.gitlabVariables ?? [], "gitlabVariables", bytes),
    ];
    return tooLarge.length > 0 ? tooLarge : endpoint;
}

function stackCluster(component: pulumi.ComponentResource): StackCluster {
    const setting = (key: string) => pulumi.runtime.getConfig(`kubernetes:${key}`);
    return {
        kubeconfig: setting("kubeconfig"),
        context: setting("context"),
        cluster: setting("cluster"),
        explicitProvider: component.getProvider("kubernetes:core/v1:Secret") !== undefined,
    };
}
