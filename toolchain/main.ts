import { Command } from "commander";
import { locateWithProgress } from "./display";
import { PARTS } from "./parts";
import type { Found } from "./resolve";

const program = new Command("npm run toolchain --")
    .description(
        "Finds, downloads or builds the real parts that the tests and the demo run, and says where they are.",
    )
    .argument("[parts...]", `some of ${PARTS.map(({ name }) => name).join(", ")}`, [])
    .addHelpText(
        "after",
        "\nEnvironment:\n" +
            "  CI_ACCESS_CACHE               where downloaded and built parts are kept\n" +
            "  CI_ACCESS_TOOLCHAIN_SOURCES   which sources to use, in this order: path,download,build",
    )
    .action(async (parts: string[]) => {
        const names = parts.length > 0 ? parts : PARTS.map(({ name }) => name);
        console.log(table(await locateWithProgress(names)));
    });

function table(located: Map<string, Found>): string {
    const rows = [
        ["Part", "Version", "From", "Path"],
        ...[...located].map(([name, { version, from, path }]) => [name, version, from, path]),
    ];
    const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
    const line = (row: string[]) => row.map((cell, column) => cell.padEnd(width(column))).join("  ");
    return rows.map((row) => line(row).trimEnd()).join("\n");
}

program.parseAsync().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
