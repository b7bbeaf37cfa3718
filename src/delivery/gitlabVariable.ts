import * as pulumi from "@pulumi/pulumi";
import type { GitlabVariableArgs } from "./gitlabVariableArgs";

/** What all kinds of variables have. Source: schema of the Pulumi GitLab provider 10.1. */
export interface VariableSettings {
    key: string;
    value: pulumi.Output<string>;
    variableType: string;
    protected: boolean;
    masked: boolean;
    raw: boolean;
    description: string;
}

/** The release of the official provider whose types these are; any other that has them does. */
const defaultVersion = "10.1.0";

/**
 * A GitLab CI/CD variable: the official provider's resources, by their type tokens. They are declared here so that
 * `@pulumi/gitlab` need not be installed by those who do not use GitLab; the state is the same as the official SDK's.
 */
export class GitlabVariable extends pulumi.CustomResource {
    constructor(
        name: string,
        { project, group, instance, environmentScope, hidden }: GitlabVariableArgs,
        settings: VariableSettings,
        options: pulumi.CustomResourceOptions,
    ) {
        const place = instance
            ? {}
            : { ...(project === undefined ? { group } : { project }), environmentScope, hidden };
        const kind = instance
            ? "instanceVariable"
            : project === undefined
              ? "groupVariable"
              : "projectVariable";
        super(
            `gitlab:index/${kind}:${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
            name,
            { ...settings, ...place },
            {
                ...options,
                version: sdkVersion() ?? defaultVersion,
                // The provider's schema does not say that it is one.
                additionalSecretOutputs: ["value"],
                // GitLab refuses a second variable of the same key and scope.
                deleteBeforeReplace: true,
            },
        );
    }
}

/** The release of `@pulumi/gitlab`, where the project uses it: one provider then serves all its resources. */
function sdkVersion(): string | undefined {
    try {
        return require("@pulumi/gitlab/package.json").version.replace(/^v/, "");
    } catch {
        return undefined;
    }
}
