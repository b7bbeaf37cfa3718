import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { UNDESCRIBED_BODY_PROPERTIES } from "./undescribed";

interface DescribedParameter {
    name: string;
    in: "path" | "query" | "header";
    required?: boolean;
    schema: { type?: string };
}

interface DescribedOperation {
    parameters: DescribedParameter[];
    body?: { required: boolean; schema: Record<string, unknown> };
    responses: Record<string, object | null>;
}

interface Description {
    operations: Record<string, DescribedOperation>;
    schemas: Record<string, object>;
    examples: Record<string, Record<string, unknown>>;
}

const description = JSON.parse(readFileSync(join(__dirname, "description.json"), "utf8")) as Description;

/** Published answers with every required field, to start from. */
export const examples = description.examples;

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
addFormats(ajv);
ajv.addSchema({ $id: "github", schemas: description.schemas });
// Parameters arrive as text; a number in them is still a number.
const textAjv = new Ajv({ strict: false, coerceTypes: true });
addFormats(textAjv);

/** An endpoint of the description, ready to hold requests and answers against. */
export class Operation {
    private readonly segments: string[];
    private readonly validateBody?: ValidateFunction;
    private readonly validateAnswer = new Map<string, ValidateFunction | null>();

    constructor(
        readonly method: string,
        readonly template: string,
        private readonly described: DescribedOperation,
    ) {
        this.segments = template.split("/");
        if (described.body) {
            this.validateBody = ajv.compile(closed(described.body.schema, `${method} ${template}`));
        }
        for (const [status, schema] of Object.entries(described.responses)) {
            this.validateAnswer.set(status, schema && ajv.compile(schema));
        }
    }

    /** The values of the template's parameters, decoded; undefined if the path is another's. */
    match(path: string): Record<string, string> | undefined {
        const parts = path.split("/");
        if (parts.length !== this.segments.length) {
            return undefined;
        }
        const values: Record<string, string> = {};
        for (const [index, segment] of this.segments.entries()) {
            const part = parts[index] ?? "";
            if (!segment.startsWith("{")) {
                if (segment !== part) {
                    return undefined;
                }
            } else {
                values[segment.slice(1, -1)] = decodeURIComponent(part);
            }
        }
        return values;
    }

    get parameterCount(): number {
        return this.segments.filter((segment) => segment.startsWith("{")).length;
    }

    /** What is wrong with the parameters, in words; the schema allows what it does not mention. */
    parameterProblems(path: Record<string, string>, query: URLSearchParams): string[] {
        const known = this.described.parameters.filter((parameter) => parameter.in === "query");
        const strangers = [...query.keys()].filter(
            (name) => !known.some((parameter) => parameter.name === name),
        );
        const wrong = this.described.parameters.filter((parameter) => {
            const value = parameter.in === "path" ? path[parameter.name] : query.get(parameter.name);
            if (value === null || value === undefined) {
                return parameter.required === true;
            }
            return !textAjv.validate({ type: "object", properties: { value: parameter.schema } }, { value });
        });
        return [
            ...strangers.map((name) => `unknown query parameter "${name}"`),
            ...wrong.map(
                ({ name, in: place }) => `${place} parameter "${name}" is missing or of the wrong type`,
            ),
        ];
    }

    bodyProblems(body: unknown): string[] {
        if (!this.validateBody || !this.described.body) {
            return body === undefined ? [] : ["a body, where none is described"];
        }
        if (body === undefined) {
            return this.described.body.required ? ["no body"] : [];
        }
        return this.validateBody(body) ? [] : problems(this.validateBody);
    }

    answerProblems(status: number, body: unknown): string[] {
        const validate = this.validateAnswer.get(String(status));
        if (validate === undefined) {
            // Errors that any endpoint may give are described for few of them.
            return status >= 400 ? [] : [`status ${status} is not described`];
        }
        if (validate === null) {
            return body === undefined ? [] : ["a body, where none is described"];
        }
        return validate(body) ? [] : problems(validate);
    }
}

function problems(validate: ValidateFunction): string[] {
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
        `${instancePath || "body"} ${message} ${JSON.stringify(params)}`.trim(),
    );
}

/** The same schema, refusing properties that it does not name: a misspelt one must not pass in silence. */
function closed(schema: Record<string, unknown>, operation: string): object {
    const undescribed = UNDESCRIBED_BODY_PROPERTIES[operation] ?? {};
    const properties = { ...(schema.properties as object | undefined), ...undescribed };
    return { ...schema, properties, additionalProperties: false };
}

/** Fewer parameters first, so that `secrets/public-key` is not taken for a secret of that name. */
const operations = Object.entries(description.operations)
    .map(([key, described]) => {
        const [method = "", template = ""] = key.split(" ");
        return new Operation(method, template, described);
    })
    .sort((one, other) => one.parameterCount - other.parameterCount);

export function findOperation(
    method: string,
    path: string,
): { operation: Operation; parameters: Record<string, string> } | undefined {
    for (const operation of operations) {
        const parameters = operation.method === method ? operation.match(path) : undefined;
        if (parameters) {
            return { operation, parameters };
        }
    }
    return undefined;
}
