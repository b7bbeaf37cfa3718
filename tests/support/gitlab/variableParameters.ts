import type { ForgeRequest } from "../forge/exchange";
import { badParameters } from "./gitlabErrors";
import type { VariableRules } from "./variableRules";

/** The parameters of a creation or an update, of which an update may leave out any. */
export interface VariableParameters {
    key?: string;
    value?: string;
    variable_type?: "env_var" | "file";
    protected?: boolean;
    masked?: boolean;
    masked_and_hidden?: boolean;
    raw?: boolean;
    environment_scope?: string;
    description?: string;
}

const BOOLEANS = ["protected", "masked", "masked_and_hidden", "raw"];
const TEXTS = ["key", "value", "environment_scope", "description"];
const TYPES = ["env_var", "file"];

/**
 * What was sent, in the body or in the query, as GitLab's API takes it: wrong types are refused, unknown names
 * ignored; these are given to `unknown`.
 */
export function variableParameters(
    request: ForgeRequest,
    required: string[],
    rules: VariableRules,
    unknown: (name: string) => void,
): VariableParameters {
    const sent = { ...fromQuery(request.query), ...bodyParameters(request) };
    const problems = required.filter((name) => sent[name] === undefined).map((name) => `${name} is missing`);
    const parameters: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(sent)) {
        if (name === "filter") {
            continue;
        }
        if (!isKnown(name, request.method, rules)) {
            unknown(name);
        } else if (value !== null) {
            const [taken, problem] = take(name, value);
            parameters[name] = taken;
            problems.push(...problem);
        }
    }
    if (problems.length > 0) {
        throw badParameters(problems);
    }
    return parameters;
}

function isKnown(name: string, method: string, rules: VariableRules): boolean {
    switch (name) {
        case "masked_and_hidden":
            return rules.canBeHidden && method === "POST";
        case "environment_scope":
            return rules.canBeScoped;
        case "key":
            return method === "POST";
        default:
            return name === "variable_type" || BOOLEANS.includes(name) || TEXTS.includes(name);
    }
}

function take(name: string, value: unknown): [unknown, string[]] {
    if (BOOLEANS.includes(name)) {
        const flag = { true: true, false: false }[String(value)];
        return [flag, flag === undefined ? [`${name} is invalid`] : []];
    }
    if (name === "variable_type") {
        return [value, TYPES.includes(String(value)) ? [] : ["variable_type does not have a valid value"]];
    }
    return [value, typeof value === "string" ? [] : [`${name} is invalid`]];
}

function fromQuery(query: URLSearchParams): Record<string, unknown> {
    return Object.fromEntries([...query].filter(([name]) => !name.startsWith("filter[")));
}

/** As JSON or as a form, unchecked. */
export function bodyParameters(request: ForgeRequest): Record<string, unknown> {
    if (request.body === "") {
        return {};
    }
    const type = request.headers["content-type"] ?? "";
    if (type.includes("form-urlencoded")) {
        return Object.fromEntries(new URLSearchParams(request.body));
    }
    try {
        return JSON.parse(request.body) as Record<string, unknown>;
    } catch {
        throw badParameters(["message body does not match declared format"]);
    }
}
