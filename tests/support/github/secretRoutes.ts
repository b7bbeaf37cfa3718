import type { Answer } from "../forge/exchange";
import type { Call } from "./call";
import { notFound, unprocessable } from "./errors";
import { listed } from "./lists";
import { environmentOf, organizationOf, repositoryOf } from "./lookup";
import { organizationSecretJson, secretJson } from "./representations";
import { SecretRejected, type SecretStore, type StoredSecret, type Visibility } from "./secretStore";

/** The endpoints that are the same in every scope: the public key, and the secrets themselves. */
export function answerSecrets(call: Call): Answer {
    const store = storeOf(call);
    const { secret_name: name = "" } = call.parameters;
    const json = (secret: StoredSecret) =>
        call.template.startsWith("/orgs/")
            ? organizationSecretJson(secret, `${call.apiUrl}${call.request.path}`)
            : secretJson(secret);
    if (call.template.endsWith("/public-key")) {
        return { status: 200, json: { key_id: store.key.id, key: store.key.publicKey } };
    }
    if (call.template.endsWith("/secrets")) {
        return listed(call, "secrets", store.list(), json);
    }
    switch (call.request.method) {
        case "GET":
            return { status: 200, json: json(existing(store, name)) };
        case "DELETE":
            existing(store, name);
            store.delete(name);
            return { status: 204 };
        default:
            return put(call, store, name);
    }
}

export function storeOf(call: Call): SecretStore {
    if (call.template.startsWith("/orgs/")) {
        const organization = organizationOf(call);
        return call.template.includes("/dependabot/") ? organization.dependabot : organization.actions;
    }
    if (call.template.includes("/environments/")) {
        return environmentOf(call).secrets;
    }
    const repository = repositoryOf(call);
    return call.template.includes("/dependabot/") ? repository.dependabot : repository.actions;
}

export function existing(store: SecretStore, name: string): StoredSecret {
    const secret = store.get(name);
    if (!secret) {
        throw notFound();
    }
    return secret;
}

interface SecretBody {
    encrypted_value?: string;
    key_id?: string;
    visibility?: Visibility;
    selected_repository_ids?: (number | string)[];
}

function put(call: Call, store: SecretStore, name: string): Answer {
    const body = call.body as SecretBody;
    const selected = selection(call, body);
    const created = putValue(store, name, body);
    if (body.visibility) {
        const secret = existing(store, name);
        secret.visibility = body.visibility;
        if (body.visibility !== "selected") {
            secret.selectedRepositoryIds.clear();
        } else if (selected) {
            secret.selectedRepositoryIds = selected;
        }
    }
    return created ? { status: 201, json: {} } : { status: 204 };
}

function putValue(store: SecretStore, name: string, body: SecretBody): boolean {
    if (body.encrypted_value === undefined || body.key_id === undefined) {
        // An organization's secret may change its visibility alone, but must have a value to begin with.
        if (!store.get(name)) {
            throw unprocessable("encrypted_value and key_id are required to create a secret");
        }
        return false;
    }
    try {
        return store.put(name, body.key_id, body.encrypted_value);
    } catch (error) {
        if (error instanceof SecretRejected) {
            throw unprocessable(error.message);
        }
        throw error;
    }
}

function selection(call: Call, body: SecretBody): Set<number> | undefined {
    if (body.selected_repository_ids === undefined) {
        return undefined;
    }
    if (body.visibility !== "selected") {
        throw unprocessable("selected_repository_ids can only be given when visibility is selected");
    }
    return repositoryIds(call, body.selected_repository_ids);
}

/** Repositories of the organization, by id; anything else is refused. */
export function repositoryIds(call: Call, ids: (number | string)[]): Set<number> {
    const { login } = organizationOf(call);
    return new Set(
        ids.map((id) => {
            const repository = call.state.repositoryById(Number(id));
            if (repository?.owner.toLowerCase() !== login.toLowerCase()) {
                throw unprocessable(`Repository ${id} does not belong to the organization`);
            }
            return repository.id;
        }),
    );
}
