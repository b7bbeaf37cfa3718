import { examples } from "./describedOperations";
import type { Environment, Organization, Repository } from "./githubState";
import type { StoredSecret } from "./secretStore";

/** What the emulator answers with: GitHub's published examples, made to be about this object. */

export function userJson(login: string): object {
    return { ...examples.user, login };
}

export function organizationJson(organization: Organization): object {
    return { ...examples.organization, id: organization.id, login: organization.login };
}

export function repositoryJson(repository: Repository): object {
    return about(repository, examples.repository as Record<string, unknown>);
}

export function minimalRepositoryJson(repository: Repository): object {
    const [example] = (examples.selectedRepositories as { repositories: Record<string, unknown>[] })
        .repositories;
    return about(repository, example ?? {});
}

function about(repository: Repository, example: Record<string, unknown>): object {
    return {
        ...example,
        id: repository.id,
        name: repository.name,
        full_name: repository.fullName,
        private: repository.isPrivate,
        owner: { ...(example.owner as object), login: repository.owner },
    };
}

export function secretJson(secret: StoredSecret): object {
    return {
        name: secret.name,
        created_at: seconds(secret.createdAt),
        updated_at: seconds(secret.updatedAt),
    };
}

export function organizationSecretJson(secret: StoredSecret, listUrl: string): object {
    return {
        ...secretJson(secret),
        visibility: secret.visibility,
        ...(secret.visibility === "selected" && {
            selected_repositories_url: `${listUrl}/${secret.name}/repositories`,
        }),
    };
}

interface EnvironmentSettings {
    wait_timer?: number;
    prevent_self_review?: boolean;
    can_admins_bypass?: boolean;
    reviewers?: { type: "User" | "Team"; id: number }[] | null;
    deployment_branch_policy?: object | null;
}

export function environmentJson(environment: Environment, repository: Repository, apiUrl: string): object {
    const settings = environment.settings as EnvironmentSettings;
    const rules: object[] = [];
    if (settings.wait_timer) {
        rules.push({ id: 1, node_id: "rule1", type: "wait_timer", wait_timer: settings.wait_timer });
    }
    if (settings.reviewers && settings.reviewers.length > 0) {
        rules.push({
            id: 2,
            node_id: "rule2",
            type: "required_reviewers",
            prevent_self_review: settings.prevent_self_review ?? false,
            reviewers: settings.reviewers.map(({ type, id }) => ({
                type,
                reviewer: { ...((examples.repository as { owner: object }).owner as object), id },
            })),
        });
    }
    if (settings.deployment_branch_policy) {
        rules.push({ id: 3, node_id: "rule3", type: "branch_policy" });
    }
    const path = `/repos/${repository.fullName}/environments/${encodeURIComponent(environment.name)}`;
    return {
        id: environment.id,
        node_id: `environment${environment.id}`,
        name: environment.name,
        url: `${apiUrl}${path}`,
        html_url: `https://github.com/${repository.fullName}/deployments/activity_log`,
        created_at: seconds(environment.createdAt),
        updated_at: seconds(environment.createdAt),
        can_admins_bypass: settings.can_admins_bypass ?? true,
        protection_rules: rules,
        deployment_branch_policy: settings.deployment_branch_policy ?? null,
    };
}

/** GitHub's times have no fraction. */
function seconds(time: Date): string {
    return time.toISOString().replace(/\.\d+Z$/, "Z");
}
