import { writeFileSync } from "node:fs";
import { Runner, reporters, type Test } from "mocha";
import type { TestTotals } from "./testTotals";

const SLOW_SECONDS = 1;
const SLOWEST_SHOWN = 5;

/**
 * A line for every suite and for every slow test as soon as it is over, in plain text for logs; every failure in full;
 * and the totals as JSON in the file that the reporter option `totals` names.
 */
class ProgressReporter extends reporters.Base {
    private readonly totals: TestTotals = { passed: 0, failed: 0, skipped: 0 };
    private readonly slow: { title: string; seconds: number }[] = [];

    constructor(runner: Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_SUITE_BEGIN } = Runner.constants;
        let suite = newSuite("");
        const endSuite = () => {
            const { title, passed, failed, began } = suite;
            if (failed > 0) {
                console.log(`  ✗ ${title}: ${failed} of ${passed + failed} failed`);
            } else if (passed > 0) {
                console.log(`  ✓ ${title}: ${passed} passed in ${seconds(Date.now() - began)}`);
            }
        };
        runner.on(EVENT_SUITE_BEGIN, (begun) => {
            if (begun.parent?.root) {
                endSuite();
                suite = newSuite(begun.title);
            }
        });
        runner.on(EVENT_TEST_PASS, (test) => {
            this.totals.passed++;
            suite.passed++;
            this.noteTime(test);
        });
        runner.on(EVENT_TEST_FAIL, (test) => {
            this.totals.failed++;
            suite.failed++;
            console.log(`  ✗ ${test.fullTitle()}`);
        });
        runner.on(EVENT_TEST_PENDING, (test) => {
            this.totals.skipped++;
            console.log(`  - skipped: ${test.fullTitle()}`);
        });
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            endSuite();
            this.close(options.reporterOptions?.totals);
        });
    }

    private noteTime(test: Test): void {
        const duration = test.duration ?? 0;
        if (duration >= SLOW_SECONDS * 1000) {
            console.log(`    ${seconds(duration)}  ${test.fullTitle()}`);
            this.slow.push({ title: test.fullTitle(), seconds: duration / 1000 });
        }
    }

    private close(totalsFile: string | undefined): void {
        if (this.failures.length > 0) {
            reporters.Base.list(this.failures);
        }
        const slowest = this.slow.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST_SHOWN);
        if (slowest.length > 1) {
            console.log("  The slowest:");
            for (const test of slowest) {
                console.log(`    ${test.seconds.toFixed(1)} s  ${test.title}`);
            }
        }
        if (totalsFile) {
            writeFileSync(totalsFile, JSON.stringify(this.totals));
        }
    }
}

function newSuite(title: string) {
    return { title, passed: 0, failed: 0, began: Date.now() };
}

function seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}

// Mocha takes what the module is, not what it exports.
export = ProgressReporter;
