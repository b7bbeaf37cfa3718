/** What one run of tests came to. */
export interface TestTotals {
    passed: number;
    failed: number;
    skipped: number;
}
