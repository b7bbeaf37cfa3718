import type { Answer } from "../forge/exchange";
import type { Call } from "./call";
import { listed } from "./lists";
import { environmentOf, organizationOf, repositoryOf } from "./lookup";
import { environmentJson, organizationJson, repositoryJson, userJson } from "./representations";

/** The endpoints about what owns secrets: users, organizations, repositories and their environments. */
export function answerOwner(call: Call): Answer {
    switch (call.template) {
        case "/user":
            return { status: 200, json: userJson(call.token.login) };
        case "/orgs/{org}":
            return { status: 200, json: organizationJson(organizationOf(call)) };
        case "/repos/{owner}/{repo}":
            return { status: 200, json: repositoryJson(repositoryOf(call)) };
        case "/repos/{owner}/{repo}/environments": {
            const repository = repositoryOf(call);
            return listed(call, "environments", [...repository.environments.values()], (environment) =>
                environmentJson(environment, repository, call.apiUrl),
            );
        }
        default:
            return answerEnvironment(call);
    }
}

function answerEnvironment(call: Call): Answer {
    const repository = repositoryOf(call);
    const { environment_name: name = "" } = call.parameters;
    if (call.request.method === "PUT") {
        const environment =
            repository.environments.get(name.toLowerCase()) ?? call.state.addEnvironment(repository, name);
        environment.settings = call.body;
        return { status: 200, json: environmentJson(environment, repository, call.apiUrl) };
    }
    const environment = environmentOf(call);
    if (call.request.method === "DELETE") {
        repository.environments.delete(name.toLowerCase());
        return { status: 204 };
    }
    return { status: 200, json: environmentJson(environment, repository, call.apiUrl) };
}
