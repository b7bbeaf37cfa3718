import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { ControlPlane } from "../tests/support/controlPlane";
import { PulumiProject } from "../tests/support/pulumiProject";
import type { PulumiSandbox } from "../tests/support/pulumiSandbox";
import { table } from "./report";
import { median } from "./statistics";

/** What the time of a preview of one identity goes to, with everything over the fast setting for TypeScript. */
export async function sharesTable(sandbox: PulumiSandbox, controlPlane: ControlPlane, rounds: number) {
    const project = await PulumiProject.copyOf(sandbox, join(__dirname, "projects", "component"), "shares");
    await project.setConfig("identities", "1");
    await project.setConfig("memoryFile", join(sandbox.makeDirectory("memory"), "shares"));
    const source = join(project.directory, "index.ts");
    const program = readFileSync(source, "utf8");
    const { outputText } = ts.transpileModule(program, {
        compilerOptions: { module: ts.ModuleKind.CommonJS },
    });
    writeFileSync(join(project.directory, "compiled.js"), outputText);
    writeFileSync(join(project.directory, "empty.js"), "");

    const main = (file: string) =>
        writeFileSync(
            join(project.directory, "Pulumi.yaml"),
            `name: component\nruntime: nodejs\nmain: ${file}\n`,
        );
    const settings: [title: string, file: string, transpileOnly: string][] = [
        ["TypeScript, `PULUMI_NODEJS_TRANSPILE_ONLY=true`", "index.ts", "true"],
        ["TypeScript, type-checked at every start", "index.ts", "false"],
        ["compiled JavaScript", "compiled.js", "true"],
        ["an empty program: the engine and Node alone", "empty.js", "true"],
    ];
    const seconds: number[][] = settings.map(() => []);
    for (let round = 0; round <= rounds; round++) {
        for (const [index, [, file, transpileOnly]] of settings.entries()) {
            main(file);
            const env = {
                KUBECONFIG: controlPlane.adminKubeconfigFile,
                PULUMI_NODEJS_TRANSPILE_ONLY: transpileOnly,
            };
            const run = await project.preview([], { env });
            // The first round reads everything from disk.
            if (round > 0) seconds[index]?.push(run.seconds);
        }
    }
    const medians = seconds.map(median);
    return table(
        ["a preview of one identity", "time"],
        settings.map(([title], index) => [title, ((medians[index] ?? 0) / (medians[0] ?? 1)).toFixed(2)]),
    );
}
