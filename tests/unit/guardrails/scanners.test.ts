import assert from "node:assert/strict";
import { guardrails } from "../../../src/guardrails/guardrails";
import { judge } from "../../../src/guardrails/judge";
import { ruleOf, scannerChecks, stricter } from "./scannerCases";

describe("what scanners find in Roles", () => {
    for (const { check, about, dangerous, harmless, refused } of scannerChecks) {
        it(`${check}, ${about}: guardrails find it, and ${refused ? "refuse it" : "say so"}`, () => {
            for (const rule of dangerous.map(ruleOf)) {
                const found = judge([rule]).map(({ guardrail }) => guardrail);
                assert.ok(found.length > 0, JSON.stringify(rule));
                if (refused)
                    assert.ok(
                        found.some(({ severity }) => severity === "refuse"),
                        JSON.stringify(rule),
                    );
            }
        });

        it(`${check}, ${about}: guardrails find nothing in what it lets pass`, () => {
            for (const rule of harmless.map(ruleOf)) {
                assert.deepEqual(judge([rule]), [], JSON.stringify(rule));
            }
        });
    }

    for (const [check, rule, why] of stricter) {
        it(`${check} lets ${rule.join(" ")} pass, and guardrails refuse it: ${why}`, () => {
            const severities = judge([ruleOf(rule)]).map(({ guardrail }) => guardrail.severity);
            assert.ok(severities.includes("refuse"));
        });
    }

    it("is named among the guardrails' sources", () => {
        const named = new Set(guardrails.flatMap(({ sources }) => sources));
        const unnamed = scannerChecks
            .flatMap(({ check }) => check.split(", "))
            .filter((id) => !named.has(id));
        assert.deepEqual(unnamed, []);
    });
});
