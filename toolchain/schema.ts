// Writes schema.json, from which Pulumi serves the component to its other languages, docs/reference.md and docs/guardrails.md, out of the source:
// types, requiredness and doc comments as the SDK's own analyzer reads them, and which outputs are secrets.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { guardrailsPage } from "./guardrailsPage";
import { referenceOf } from "./reference";

const root = join(__dirname, "..");
const secretOutputs = ["kubeconfig", "token"];

/** The schema of the package as it is in the source. */
export function schemaOfSource(): string {
    const { version, description } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    // Every release has its own commit of this file; in between, the version stays that of the package.
    const source = { name: "ci-access", main: "src/index.ts" };
    const { components, typeDefinitions } = new Analyzer(
        root,
        "ci-access",
        source,
        new Set(["CiAccess"]),
    ).analyze();
    const schema = generateSchema("ci-access", version, description, components, typeDefinitions, []);
    for (const resource of Object.values(schema.resources)) {
        for (const [name, property] of Object.entries(resource.properties ?? {})) {
            if (secretOutputs.includes(name)) Object.assign(property, { secret: true });
        }
    }
    return `${JSON.stringify(schema, undefined, 4)}\n`;
}

if (require.main === module) {
    const schema = schemaOfSource();
    writeFileSync(join(root, "schema.json"), schema);
    writeFileSync(join(root, "docs", "reference.md"), referenceOf(schema));
    writeFileSync(join(root, "docs", "guardrails.md"), guardrailsPage());
}
