import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { prepareToolChain } from "./support/executables";
import { check, mocha, step } from "./support/testSteps";
import type { TestTotals } from "./support/testTotals";

/** `npm test -- --grep kubeconfig` and the like: handed on to mocha. */
const mochaArguments = process.argv.slice(2);

/** All steps run, whatever became of the ones before: one run shows everything that is wrong. */
const STEPS: [title: string, run: () => Promise<TestTotals>][] = [
    [
        "Lint and format",
        () =>
            check("@biomejs/biome/bin/biome", [
                "ci",
                `--colors=${process.stdout.isTTY ? "force" : "off"}`,
                ".",
            ]),
    ],
    ["Types", () => check("typescript/bin/tsc", ["--noEmit"])],
    ["Unit tests", () => mocha(["tests/unit/**/*.test.ts", ...mochaArguments])],
    ["Tool chain: Pulumi, its Kubernetes provider and a control plane", () => step(prepareToolChain)],
    ["Integration tests against the real engine, provider and API server", integration],
];

/** Half of the time is theirs; which of the two lanes a file is in changes nothing else. */
const firstLane = ["access", "composing", "deliveryFailures", "demo", "leaks", "presets"];

/**
 * Two files at a time, each lane with a control plane of its own: they wait for processes more than they compute. The lines
 * of both come as they come, and each says what it is about.
 */
async function integration(): Promise<TestTotals> {
    const files = readdirSync(join(__dirname, "integration")).filter((file) => file.endsWith(".test.ts"));
    const isFirst = (file: string) => firstLane.includes(file.replace(".test.ts", ""));
    const both = [files.filter(isFirst), files.filter((file) => !isFirst(file))];
    const lanes = availableParallelism() > 1 ? both : [files];
    const totals = await Promise.all(
        lanes.map((lane) =>
            mocha([
                ...["--timeout", "120000", "--exit"],
                ...lane.map((file) => join("tests", "integration", file)),
                ...mochaArguments,
            ]),
        ),
    );
    return totals.reduce((sum, { passed, failed, skipped }) => ({
        passed: sum.passed + passed,
        failed: sum.failed + failed,
        skipped: sum.skipped + skipped,
    }));
}

async function main(): Promise<void> {
    const sum: TestTotals = { passed: 0, failed: 0, skipped: 0 };
    const failures: string[] = [];
    for (const [title, run] of STEPS) {
        console.log(`\n${title}`);
        const began = performance.now();
        const totals = await run();
        sum.passed += totals.passed;
        sum.failed += totals.failed;
        sum.skipped += totals.skipped;
        const outcome = totals.failed === 0 ? "passed" : "FAILED";
        console.log(`  ${outcome} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
        if (totals.failed > 0) {
            failures.push(title);
        }
    }
    if (failures.length > 0) {
        console.log(`\nFailed: ${failures.join("; ")}. The details are above, under these titles.`);
    }
    // Read by CI: alone on the last line.
    console.log(
        `\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ""}`,
    );
    process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

main();
