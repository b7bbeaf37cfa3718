import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { guardrailsPage } from "../../toolchain/guardrailsPage";
import { referenceOf } from "../../toolchain/reference";
import { schemaOfSource } from "../../toolchain/schema";

const root = join(__dirname, "..", "..");
const committed = readFileSync(join(root, "schema.json"), "utf8");

describe("schema.json", () => {
    it("is what the source says; otherwise run npm run schema, and commit it", function () {
        // The analyzer type-checks the package.
        this.timeout(60_000);
        assert.equal(committed, schemaOfSource());
    });

    it("is what docs/reference.md says", () => {
        assert.equal(readFileSync(join(root, "docs", "reference.md"), "utf8"), referenceOf(committed));
    });

    it("comes with docs/guardrails.md, which is what the guardrails are", () => {
        assert.equal(readFileSync(join(root, "docs", "guardrails.md"), "utf8"), guardrailsPage());
    });

    it("describes every input and output, and says which are secrets", () => {
        const { resources, types } = JSON.parse(committed);
        const { inputProperties, properties } = resources["ci-access:index:CiAccess"];
        const described = [
            inputProperties,
            properties,
            ...Object.values<{ properties: object }>(types).map((type) => type.properties),
        ];
        for (const [name, property] of described.flatMap(Object.entries))
            assert.ok(property.description, name);
        const secrets = Object.entries<{ secret?: boolean }>(properties).filter(([, { secret }]) => secret);
        assert.deepEqual(
            secrets.map(([name]) => name),
            ["kubeconfig", "token"],
        );
    });
});
