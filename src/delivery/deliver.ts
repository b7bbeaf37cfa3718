import * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "../identity/pipeline";
import type { Delivery, Payload } from "./destination";
import { failureHook } from "./failureHook";
import { deliverToGithub } from "./github";
import type { GithubSecretArgs } from "./githubSecretArgs";
import { deliverToGitlab } from "./gitlab";
import type { GitlabVariableArgs } from "./gitlabVariableArgs";

/** Puts the kubeconfig, and its token alone, where the pipeline reads them. */
export function deliver(
    pipeline: Pipeline,
    destinations: { githubSecrets?: GithubSecretArgs[]; gitlabVariables?: GitlabVariableArgs[] },
    payload: Payload,
): pulumi.Output<Delivery[]> {
    const { githubSecrets = [], gitlabVariables = [] } = destinations;
    if (githubSecrets.length + gitlabVariables.length === 0) return pulumi.output([]);
    // Not at once, because the engine says only when asked whether it takes the hook; at preview as well as later.
    const delivering = failureHook(pipeline).then((hook) => {
        const explained = { ...pipeline, options: { ...pipeline.options, ...hook } };
        return [
            ...githubSecrets.flatMap((secret) => deliverToGithub(explained, secret, payload)),
            ...gitlabVariables.flatMap((variable) => deliverToGitlab(explained, variable, payload)),
        ];
    });
    return pulumi.output(delivering);
}
