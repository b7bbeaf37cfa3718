import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { CiAccessArgs } from "../arguments/ciAccessArgs";
import { InvalidArguments } from "../arguments/invalidArguments";
import { CiAccess } from "../ciAccess";

const root = join(__dirname, "..", "..");

/** Serves the component to programs in every Pulumi language, from the schema that the package ships. */
export class CiAccessProvider implements pulumi.provider.Provider {
    readonly version: string = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;

    async getSchema(): Promise<string> {
        return readFileSync(join(root, "schema.json"), "utf8");
    }

    async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<pulumi.provider.ConstructResult> {
        if (type !== CiAccess.type)
            throw new Error(`ci-access has no component ${type}; write ${CiAccess.type}`);
        try {
            // The engine has checked the names and types against the schema; the component checks the values.
            const access = new CiAccess(name, inputs as CiAccessArgs, options);
            return { urn: access.urn, state: access.outputs() };
        } catch (error) {
            if (!(error instanceof InvalidArguments)) throw error;
            throw new pulumi.InputPropertiesError({
                message: error.message,
                errors: error.problems.map(({ path, reason }) => ({ propertyPath: path, reason })),
            });
        }
    }
}
