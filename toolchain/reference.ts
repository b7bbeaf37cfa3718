interface Property {
    type?: string;
    $ref?: string;
    items?: Property;
    description?: string;
    secret?: boolean;
}

interface ObjectType {
    description?: string;
    properties?: Record<string, Property>;
    required?: string[];
}

interface Schema {
    resources: Record<
        string,
        ObjectType & { inputProperties: Record<string, Property>; requiredInputs: string[] }
    >;
    types: Record<string, ObjectType>;
}

/** docs/reference.md, from the same schema that every language's documentation is made of. */
export function referenceOf(schemaText: string): string {
    const { resources, types }: Schema = JSON.parse(schemaText);
    const sections = [
        "# Reference",
        "Written from the source by `npm run schema`. Every language has the same text in its SDK.",
    ];
    for (const [token, resource] of Object.entries(resources)) {
        sections.push(`## ${nameOf(token)}`, flat(resource.description));
        sections.push("### Arguments", table(resource.inputProperties, resource.requiredInputs));
        sections.push(
            "### Outputs",
            table(resource.properties ?? {}, Object.keys(resource.properties ?? {})),
        );
    }
    for (const [token, type] of Object.entries(types)) {
        sections.push(
            `## ${nameOf(token)}`,
            flat(type.description),
            table(type.properties ?? {}, type.required ?? []),
        );
    }
    return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function table(properties: Record<string, Property>, required: string[]): string {
    const rows = Object.entries(properties).map(([name, property]) => {
        const marks = [required.includes(name) ? "" : " (optional)", property.secret ? " (secret)" : ""].join(
            "",
        );
        return `| \`${name}\` | ${typeOf(property)}${marks} | ${flat(property.description).replaceAll("|", "\\|")} |`;
    });
    return ["| name | type | |", "|---|---|---|", ...rows].join("\n");
}

function typeOf({ type, $ref, items }: Property): string {
    if ($ref !== undefined) return `[${nameOf($ref)}](#${nameOf($ref).toLowerCase()})`;
    return items === undefined ? String(type) : `list of ${typeOf(items)}`;
}

function nameOf(token: string): string {
    return token.split(":").at(-1) ?? token;
}

function flat(text = ""): string {
    return text.replaceAll("\n", " ");
}
