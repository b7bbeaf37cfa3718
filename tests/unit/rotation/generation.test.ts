import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import { checkRotation, periodBegin } from "../../../src/rotation/generation";

describe("the rotation argument", () => {
    const refused: [title: string, rotation: unknown, path: string, telling: RegExp][] = [
        ["a text", "monthly", "rotation", /write \{ id \} with a text that you change, or \{ everyDays \}/],
        ["nothing", {}, "rotation", /is empty/],
        ["a misspelt field", { every: 30 }, "rotation.every", /write id or everyDays/],
        ["an empty id", { id: "" }, "rotation.id", /a text that you change/],
        ["a number as id", { id: 3 }, "rotation.id", /a text that you change/],
        ["no days", { everyDays: 0 }, "rotation.everyDays", /whole number of days, 1 to 3650/],
        ["half a day", { everyDays: 0.5 }, "rotation.everyDays", /whole number/],
        ["days as a text", { everyDays: "30 days" }, "rotation.everyDays", /whole number/],
        ["more than ten years", { everyDays: 3651 }, "rotation.everyDays", /1 to 3650/],
    ];
    for (const [title, rotation, path, telling] of refused) {
        it(`refuses ${title}`, () => {
            const problems = checkRotation(rotation, "rotation");
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", telling);
        });
    }

    for (const rotation of [
        undefined,
        { id: "1" },
        { everyDays: 30 },
        { id: pulumi.output("1"), everyDays: 1 },
    ]) {
        it(`accepts ${Object.keys(rotation ?? {}).join(" and ") || "none"}`, () => {
            assert.deepEqual(checkRotation(rotation, "rotation"), []);
        });
    }
});

describe("a period of rotation", () => {
    it("begins on the same day throughout, and the next one so many days later", () => {
        assert.equal(periodBegin(30, new Date("2026-11-22T00:00:00Z")), "2026-11-03");
        assert.equal(periodBegin(1, new Date("2026-11-23T23:59:59.999Z")), "2026-11-23");
        const day = 24 * 60 * 60 * 1000;
        const times = fc.date({
            min: new Date("2020-01-01"),
            max: new Date("2090-01-01"),
            noInvalidDate: true,
        });
        fc.assert(
            fc.property(times, fc.integer({ min: 1, max: 3650 }), (now, everyDays) => {
                const begin = new Date(periodBegin(everyDays, now)).getTime();
                assert.ok(begin <= now.getTime() && now.getTime() < begin + everyDays * day);
                assert.equal(periodBegin(everyDays, new Date(begin)), periodBegin(everyDays, now));
                const next = new Date(begin + everyDays * day);
                assert.equal(new Date(periodBegin(everyDays, next)).getTime(), next.getTime());
            }),
        );
    });
});
