import { type Answer, Refusal } from "../forge/exchange";
import type { Call } from "./call";
import { documented } from "./errors";
import { listed } from "./lists";
import { minimalRepositoryJson } from "./representations";
import { existing, repositoryIds, storeOf } from "./secretRoutes";

/** The endpoints about which repositories may use an organization's secret. */
export function answerSelection(call: Call): Answer {
    const secret = existing(storeOf(call), call.parameters.secret_name ?? "");
    const { repository_id: id } = call.parameters;
    if (call.request.method === "GET") {
        const repositories = [...secret.selectedRepositoryIds].flatMap(
            (selected) => call.state.repositoryById(selected) ?? [],
        );
        return listed(call, "repositories", repositories, minimalRepositoryJson);
    }
    if (secret.visibility !== "selected") {
        throw new Refusal(documented(409, "Visibility of the secret is not set to selected"));
    }
    if (id === undefined) {
        const { selected_repository_ids: ids } = call.body as { selected_repository_ids: number[] };
        secret.selectedRepositoryIds = repositoryIds(call, ids);
    } else if (call.request.method === "PUT") {
        for (const added of repositoryIds(call, [id])) {
            secret.selectedRepositoryIds.add(added);
        }
    } else {
        secret.selectedRepositoryIds.delete(Number(id));
    }
    return { status: 204 };
}
