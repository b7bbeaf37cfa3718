import * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "../identity/pipeline";
import type { Delivery, Payload } from "./destination";
import { failureHook } from "./failureHook";
import { deliverToGithub } from "./github";
import type { GithubSecretArgs } from "./githubSecretArgs";
import { deliverToGitlab } from "./gitlab";
import type { GitlabVariableArgs } from "./gitlabVariableArgs";
import { Settling } from "./settling";

interface Destinations {
    githubSecrets: GithubSecretArgs[];
    gitlabVariables: GitlabVariableArgs[];
}

/** Puts the kubeconfig, and its token alone, where the pipeline reads them. */
export function deliver(
    pipeline: Pipeline,
    { githubSecrets = [], gitlabVariables = [] }: Partial<Destinations>,
    payload: Payload,
): pulumi.Output<Delivery[]> {
    if (githubSecrets.length + gitlabVariables.length === 0) return pulumi.output([]);
    return pulumi.output(deliverAll(pipeline, { githubSecrets, gitlabVariables }, payload));
}

/** Not at once, because the engine says only when asked whether it takes the hook; at preview as well as later. */
async function deliverAll(
    pipeline: Pipeline,
    { githubSecrets, gitlabVariables }: Destinations,
    payload: Payload,
): Promise<Delivery[]> {
    const settling = new Settling();
    const hook = await failureHook(pipeline, settling);
    const explained = { ...pipeline, options: { ...pipeline.options, ...hook } };
    const toGithub = githubSecrets.flatMap((secret) => deliverToGithub(explained, secret, payload));
    settling.add(toGithub);
    // GitLab's provider asks its forge who it is before it has any variable, where no hook can hold its failure back.
    await settling.everyOne();
    const toGitlab = gitlabVariables.flatMap((variable) => deliverToGitlab(explained, variable, payload));
    settling.add(toGitlab);
    settling.close();
    return [...toGithub, ...toGitlab].map(({ destination, encoding }) => ({ destination, encoding }));
}
