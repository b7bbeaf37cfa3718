import type { Answer, ForgeRequest } from "../forge/exchange";
import { linkHeader, pageOf } from "../forge/pagination";
import { bodyParameters, variableParameters } from "./variableParameters";
import type { Variable, VariableRules } from "./variableRules";
import type { VariableStore } from "./variableStore";

const PAGES = { defaultSize: 20, maximumSize: 100 };
const SCOPE_FILTER = "filter[environment_scope]";

/** The endpoints of variables, which are the same for projects, groups and the instance. */
export function answerVariables(
    request: ForgeRequest,
    store: VariableStore,
    key: string | undefined,
    origin: string,
    unknown: (name: string) => void,
): Answer {
    if (key === undefined) {
        return request.method === "POST" ? create(request, store, unknown) : list(request, store, origin);
    }
    const variable = store.find(key, store.rules.canBeScoped ? scopeFilter(request) : undefined);
    switch (request.method) {
        case "PUT": {
            const parameters = variableParameters(request, [], store.rules, unknown);
            return { status: 200, json: variableJson(store.update(variable, parameters), store.rules) };
        }
        case "DELETE":
            store.delete(variable);
            return { status: 204 };
        default:
            return { status: 200, json: variableJson(variable, store.rules) };
    }
}

/** Which of several variables of a key is meant; like any parameter, it may also be in the body. */
function scopeFilter(request: ForgeRequest): string | undefined {
    const { filter } = bodyParameters(request) as { filter?: { environment_scope?: string } };
    return request.query.get(SCOPE_FILTER) ?? filter?.environment_scope;
}

function create(request: ForgeRequest, store: VariableStore, unknown: (name: string) => void): Answer {
    const parameters = variableParameters(request, ["key", "value"], store.rules, unknown);
    return { status: 201, json: variableJson(store.create(parameters), store.rules) };
}

function list(request: ForgeRequest, store: VariableStore, origin: string): Answer {
    const page = pageOf(store.list(), request.query, PAGES);
    const link = linkHeader(origin, request, page);
    return {
        status: 200,
        headers: {
            ...(link && { link }),
            "x-page": String(page.page),
            "x-per-page": String(page.perPage),
            "x-total": String(page.total),
            "x-total-pages": String(page.pages),
            "x-next-page": page.page < page.pages ? String(page.page + 1) : "",
            "x-prev-page": page.page > 1 ? String(page.page - 1) : "",
        },
        json: page.items.map((variable) => variableJson(variable, store.rules)),
    };
}

/** The value of a hidden variable is not given back to anybody. */
function variableJson(variable: Variable, rules: VariableRules): object {
    return {
        variable_type: variable.variable_type,
        key: variable.key,
        value: variable.hidden ? null : variable.value,
        protected: variable.protected,
        masked: variable.masked,
        ...(rules.canBeHidden && { hidden: variable.hidden }),
        raw: variable.raw,
        // An instance's variables have none at all; a group's without Premium always have this one.
        ...(rules.canBeHidden && { environment_scope: variable.environment_scope }),
        description: variable.description,
    };
}
