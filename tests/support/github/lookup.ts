import type { Call } from "./call";
import { notFound } from "./errors";
import type { Environment, Organization, Repository } from "./githubState";

/** What the path names; refused as not found where it is not there, or where the token may not know that it is. */

export function repositoryOf(call: Call): Repository {
    const { owner = "", repo = "" } = call.parameters;
    const repository = call.state.repository(`${owner}/${repo}`);
    const visible =
        !repository?.isPrivate ||
        !call.token.repositories ||
        call.token.repositories.some((name) => name.toLowerCase() === repository.fullName.toLowerCase());
    if (!repository || !visible) {
        throw notFound();
    }
    return repository;
}

export function environmentOf(call: Call): Environment {
    const environment = repositoryOf(call).environments.get(
        (call.parameters.environment_name ?? "").toLowerCase(),
    );
    if (!environment) {
        throw notFound();
    }
    return environment;
}

export function organizationOf(call: Call): Organization {
    const organization = call.state.organizations.get((call.parameters.org ?? "").toLowerCase());
    if (!organization) {
        throw notFound();
    }
    return organization;
}
