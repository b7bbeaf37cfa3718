import type * as Github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "../identity/pipeline";
import type { Delivering, Payload } from "./destination";
import { fitting } from "./fitting";
import { githubPlace, githubValueLimit, secretName, tokenSecretName } from "./githubDestination";
import type { GithubSecretArgs } from "./githubSecretArgs";
import { warnOfOverwriting } from "./overwritten";

/**
 * Puts the kubeconfig, and its token alone, into a GitHub secret each. A secret keeps its URN for as long as it is the
 * same secret to GitHub: whose "create" also overwrites, so that a new URN would be written, and deleted with the old.
 */
export function deliverToGithub(
    pipeline: Pipeline,
    destination: GithubSecretArgs,
    payload: Payload,
): Delivering[] {
    const place = githubPlace(destination);
    const token = tokenSecretName(destination);
    const deliveries = [{ name: secretName(destination), value: payload.kubeconfig, encoding: "json" }];
    if (token !== undefined) deliveries.push({ name: token, value: payload.token, encoding: "token" });
    return deliveries.map(({ name, value, encoding }) => {
        const path = `${place}/${name.toUpperCase()}`;
        const fitted = fitting(value, githubValueLimit, path, pipeline.options.parent);
        const secret = createSecret(pipeline, path, destination, name, fitted);
        warnOfOverwriting(secret, path, pipeline.options.parent);
        return { destination: path, encoding, resource: secret };
    });
}

function createSecret(
    pipeline: Pipeline,
    path: string,
    { repository = "", environment, organization, dependabot, visibility = "", ...args }: GithubSecretArgs,
    secretName: string,
    value: pulumi.Output<string>,
): pulumi.CustomResource {
    const github = loadSdk();
    const resourceName = `${pipeline.resourceName}/${path}`;
    const secret = { secretName, ...asSecretValue(value) };
    // A replaced secret is deleted first: the other way round GitHub would lose the new one with the old.
    const options = {
        ...pipeline.options,
        deleteBeforeReplace: true,
    };
    if (organization) {
        const Secret = dependabot ? github.DependabotOrganizationSecret : github.ActionsOrganizationSecret;
        const { selectedRepositoryIds } = args;
        return new Secret(resourceName, { ...secret, visibility, selectedRepositoryIds }, options);
    }
    if (environment !== undefined) {
        return new github.ActionsEnvironmentSecret(
            resourceName,
            { ...secret, repository, environment },
            options,
        );
    }
    const Secret = dependabot ? github.DependabotSecret : github.ActionsSecret;
    return new Secret(resourceName, { ...secret, repository }, options);
}

/** Loaded only where GitHub is a destination. */
function loadSdk(): typeof Github {
    return require("@pulumi/github");
}

/** From 6.13 on the SDK says `value`, and warns of `plaintextValue`, which is all that earlier ones know. */
function asSecretValue(value: pulumi.Output<string>): { plaintextValue?: pulumi.Output<string> } {
    const { version }: { version: string } = require("@pulumi/github/package.json");
    const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
    const property = major > 6 || (major === 6 && minor >= 13) ? "value" : "plaintextValue";
    return { [property]: pulumi.secret(value) };
}
