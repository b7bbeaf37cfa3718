import type { Arrival } from "../forge/arrivalsPage";
import type { GithubState } from "./githubState";
import type { SecretStore } from "./secretStore";

/** Every secret of every scope, for people to read. */
export function arrivalsOf(state: GithubState): Arrival[] {
    return scopesOf(state).flatMap(([scope, store]) =>
        store.list().map(({ name, length, updatedAt }) => ({
            scope,
            name,
            length,
            updatedAt: updatedAt.toISOString(),
        })),
    );
}

function scopesOf(state: GithubState): [string, SecretStore][] {
    const scopes: [string, SecretStore][] = [];
    for (const { login, actions, dependabot } of state.organizations.values()) {
        scopes.push([login, actions], [`${login} (Dependabot)`, dependabot]);
    }
    for (const { fullName, actions, dependabot, environments } of state.repositories.values()) {
        scopes.push([fullName, actions], [`${fullName} (Dependabot)`, dependabot]);
        for (const { name, secrets } of environments.values()) {
            scopes.push([`${fullName} · ${name}`, secrets]);
        }
    }
    return scopes;
}
