#!/usr/bin/env node
// Writes description.json: the part of GitHub's published OpenAPI description that the emulator answers.
//
// Run by hand when GitHub's API moves: `node tests/support/github/describe.mjs [version of @octokit/openapi]`.
// The package is hundreds of megabytes, so it is fetched into a temporary directory rather than depended on.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SECRET_OPERATIONS = ["", "/public-key", "/{secret_name}"];
const SELECTED_REPOSITORIES = ["/{secret_name}/repositories", "/{secret_name}/repositories/{repository_id}"];
const PATHS = [
    "/user",
    "/orgs/{org}",
    "/repos/{owner}/{repo}",
    "/repos/{owner}/{repo}/environments",
    "/repos/{owner}/{repo}/environments/{environment_name}",
    ...SECRET_OPERATIONS.flatMap((suffix) => [
        `/repos/{owner}/{repo}/actions/secrets${suffix}`,
        `/repos/{owner}/{repo}/dependabot/secrets${suffix}`,
        `/repos/{owner}/{repo}/environments/{environment_name}/secrets${suffix}`,
    ]),
    ...[...SECRET_OPERATIONS, ...SELECTED_REPOSITORIES].flatMap((suffix) => [
        `/orgs/{org}/actions/secrets${suffix}`,
        `/orgs/{org}/dependabot/secrets${suffix}`,
    ]),
];
/** Of these only reading is emulated. */
const READ_ONLY = new Set(["/user", "/orgs/{org}", "/repos/{owner}/{repo}"]);
/** Responses whose published example the emulator starts from, because they have dozens of required fields. */
const EXAMPLES = {
    user: ["/user", "response-if-authenticated-user-is-not-a-public-user"],
    organization: ["/orgs/{org}"],
    repository: ["/repos/{owner}/{repo}"],
    selectedRepositories: ["/orgs/{org}/actions/secrets/{secret_name}/repositories"],
};
/** Larger objects keep their required properties only: the emulator never answers with the others. */
const MANY_PROPERTIES = 30;

function fetchOpenApi(version) {
    const directory = mkdtempSync(join(tmpdir(), "github-openapi-"));
    try {
        const [archive] = execFileSync("npm", ["pack", "--silent", `@octokit/openapi@${version}`], {
            cwd: directory,
            encoding: "utf8",
        })
            .trim()
            .split("\n");
        const file = "package/generated/api.github.com.json";
        execFileSync("tar", ["-xzf", archive, file], { cwd: directory });
        return JSON.parse(readFileSync(join(directory, file), "utf8"));
    } finally {
        rmSync(directory, { recursive: true, force: true });
    }
}

const openApi = fetchOpenApi(process.argv[2] ?? "23.0.2");
const schemas = {};

function resolve(node) {
    return node?.$ref
        ? node.$ref
              .slice(2)
              .split("/")
              .reduce((at, key) => at[key], openApi)
        : node;
}

/** OpenAPI 3.0 in JSON Schema's words: `nullable` becomes a type, references point into this description. */
function jsonSchema(node) {
    if (Array.isArray(node)) {
        return node.map(jsonSchema);
    }
    if (node === null || typeof node !== "object") {
        return node;
    }
    if (node.$ref) {
        const name = node.$ref.split("/").at(-1);
        if (!(name in schemas)) {
            schemas[name] = {};
            schemas[name] = jsonSchema(openApi.components.schemas[name]);
        }
        return { $ref: `github#/schemas/${name}` };
    }
    const { type, nullable, properties, required, items, format, pattern, ...rest } = node;
    const schema = {
        ...(type && { type: nullable ? [type, "null"] : type }),
        ...(format && { format }),
        ...(pattern && { pattern }),
    };
    const pruned = Object.keys(properties ?? {}).length > MANY_PROPERTIES;
    if (properties) {
        const kept = Object.entries(properties).filter(([name]) => !pruned || required?.includes(name));
        schema.properties = Object.fromEntries(kept.map(([name, property]) => [name, jsonSchema(property)]));
    }
    if (required) {
        schema.required = required;
    }
    if (items) {
        schema.items = jsonSchema(items);
    }
    for (const keyword of ["enum", "minimum", "maximum", "minItems", "maxItems", "maxLength", "minLength"]) {
        if (rest[keyword] !== undefined) {
            schema[keyword] = nullable && keyword === "enum" ? [...rest.enum, null] : rest[keyword];
        }
    }
    for (const keyword of ["allOf", "anyOf"]) {
        if (rest[keyword]) {
            schema[keyword] = jsonSchema(rest[keyword]);
        }
    }
    if (rest.oneOf) {
        // The alternatives are told apart by OpenAPI's discriminator, which JSON Schema does not have.
        schema.anyOf = jsonSchema(rest.oneOf);
    }
    if (rest.additionalProperties !== undefined && !pruned) {
        schema.additionalProperties = jsonSchema(rest.additionalProperties);
    }
    return !type && nullable && schema.anyOf ? { anyOf: [...schema.anyOf, { type: "null" }] } : schema;
}

function jsonContent(bodyOrResponse) {
    return bodyOrResponse.content?.["application/json"];
}

function describeOperation(operation) {
    const body = resolve(operation.requestBody);
    return {
        parameters: (operation.parameters ?? []).map(resolve).map((parameter) => ({
            name: parameter.name,
            in: parameter.in,
            ...(parameter.required && { required: true }),
            schema: jsonSchema(parameter.schema),
        })),
        ...(body && {
            body: { required: body.required ?? false, schema: jsonSchema(jsonContent(body).schema) },
        }),
        responses: Object.fromEntries(
            Object.entries(operation.responses).map(([status, response]) => {
                const content = jsonContent(resolve(response));
                return [status, content ? jsonSchema(content.schema) : null];
            }),
        ),
    };
}

const operations = {};
for (const path of PATHS) {
    for (const method of ["get", "put", "delete"]) {
        const operation = openApi.paths[path]?.[method];
        if (operation && (method === "get" || !READ_ONLY.has(path))) {
            operations[`${method.toUpperCase()} ${path}`] = describeOperation(operation);
        }
    }
}

/** Some examples lack a required property; those that they lack may be null. */
function requiredOnly(example, schema) {
    const required = resolve(schema).required ?? Object.keys(example);
    return Object.fromEntries(required.map((name) => [name, example[name] ?? null]));
}

const examples = {};
for (const [name, [path, exampleName]] of Object.entries(EXAMPLES)) {
    const content = jsonContent(resolve(openApi.paths[path].get.responses[200]));
    const example = content.examples[exampleName] ?? Object.values(content.examples)[0];
    const schema = content.schema.oneOf?.[0] ?? content.schema;
    examples[name] = requiredOnly(resolve(example).value, schema);
}

const description = { source: `@octokit/openapi ${openApi.info.version}`, operations, schemas, examples };
const file = fileURLToPath(new URL("description.json", import.meta.url));
writeFileSync(file, JSON.stringify(description, null, 4));
execFileSync("npx", ["biome", "format", "--write", file], { stdio: "inherit" });
