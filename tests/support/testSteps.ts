import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "./commandRun";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "./ownership";
import type { TestTotals } from "./testTotals";

const REPOSITORY = join(__dirname, "..", "..");

const PASSED: TestTotals = { passed: 1, failed: 0, skipped: 0 };
const FAILED: TestTotals = { passed: 0, failed: 1, skipped: 0 };

/** A check that prints nothing as long as all is well. It counts as one test. */
export async function check(bin: string, args: string[]): Promise<TestTotals> {
    const result = await runNode(bin, args);
    if (result.code === 0) {
        return PASSED;
    }
    console.log(result.stdout + result.stderr);
    return FAILED;
}

/** Something in this process that counts as one test. */
export async function step(work: () => Promise<unknown>): Promise<TestTotals> {
    try {
        await work();
        return PASSED;
    } catch (error) {
        console.log(error instanceof Error ? (error.stack ?? error.message) : error);
        return FAILED;
    }
}

/** Runs mocha in a process of its own, shows what it says, and returns what it counted. */
export async function mocha(args: string[]): Promise<TestTotals> {
    const directory = ownTemporaryDirectory("test-totals");
    const totalsFile = join(directory, "totals.json");
    const reporter = [
        "--reporter",
        join(__dirname, "progressReporter.ts"),
        "--reporter-option",
        `totals=${totalsFile}`,
    ];
    const result = await runNode("mocha/bin/mocha.js", [...reporter, ...args], (text) =>
        process.stdout.write(text),
    );
    const totals: TestTotals = existsSync(totalsFile)
        ? JSON.parse(readFileSync(totalsFile, "utf8"))
        : { passed: 0, failed: 0, skipped: 0 };
    removeTemporaryDirectory(directory);
    if (result.code !== 0 && totals.failed === 0) {
        console.log(`  ✗ mocha ended early, with exit code ${result.code}`);
        totals.failed = 1;
    }
    return totals;
}

/** Runs a dependency's command with this Node, in a group of processes that goes with this one. */
function runNode(bin: string, args: string[], onOutput?: (text: string) => void) {
    const script = join(REPOSITORY, "node_modules", bin);
    return runCommand(process.execPath, [script, ...args], {
        cwd: REPOSITORY,
        env: {
            ...process.env,
            PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
            ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
        },
        onOutput,
    });
}
