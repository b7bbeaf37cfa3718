import * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "../identity/pipeline";
import type { Delivering, Payload } from "./destination";
import { fitting } from "./fitting";
import { gitlabPlace, gitlabValueLimit, tokenVariableName, variableName } from "./gitlabDestination";
import { GitlabVariable } from "./gitlabVariable";
import type { GitlabVariableArgs } from "./gitlabVariableArgs";

/**
 * Puts the kubeconfig, and its token alone, into a GitLab variable each, in a form that GitLab can mask: one line
 * without spaces, and without anything but letters, digits and a few signs where GitLab expands variables in it.
 */
export function deliverToGitlab(
    pipeline: Pipeline,
    destination: GitlabVariableArgs,
    payload: Payload,
): Delivering[] {
    const place = gitlabPlace(destination);
    const { raw = true, type = "file" } = destination;
    const encoding = raw ? "json" : "base64";
    const kubeconfig = raw
        ? payload.kubeconfig
        : payload.kubeconfig.apply((text) => Buffer.from(text).toString("base64"));
    const deliveries = [{ key: variableName(destination), value: kubeconfig, encoding, type }];
    const token = tokenVariableName(destination);
    if (token !== undefined)
        deliveries.push({ key: token, value: payload.token, encoding: "token", type: "env_var" });
    return deliveries.map(({ key, value, encoding, type }) => {
        const path = `${place}/${key}`;
        const variable = new GitlabVariable(
            `${pipeline.resourceName}/${path}`,
            destination,
            {
                key,
                value: pulumi.secret(fitting(value, gitlabValueLimit, path, pipeline.options.parent)),
                variableType: type,
                protected: destination.protected ?? true,
                masked: destination.masked ?? true,
                raw,
                description: destination.description ?? `Kubernetes access of pipeline ${pipeline.name}`,
            },
            pipeline.options,
        );
        return { destination: path, encoding, resource: variable };
    });
}
