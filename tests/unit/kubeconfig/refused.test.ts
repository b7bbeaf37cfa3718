import assert from "node:assert/strict";
import { base64, credentialsIn, type Planted, planted } from "./planted";
import { refusedArguments } from "./refusedArguments";
import { refusedKubeconfigs } from "./refusedKubeconfigs";
import { refusedSurroundings } from "./refusedSurroundings";
import { resolved } from "./resolving";

const refused = [...refusedArguments, ...refusedKubeconfigs, ...refusedSurroundings];

describe("an endpoint that cannot be found is refused", () => {
    let credentials: Planted;
    before(async () => {
        credentials = await planted();
    });

    for (const { what, situation, path, telling } of refused) {
        it(what, () => {
            const { endpoint, problems } = resolved(situation(credentials));
            assert.equal(endpoint, undefined);
            const [problem] = problems.filter((candidate) => candidate.path === path);
            assert.ok(problem, `no problem at ${path}, but ${JSON.stringify(problems)}`);
            assert.match(problem.reason, telling);
        });
    }

    it("by tests that would see a credential", () => {
        const { privateKey, token, password } = credentials;
        for (const [name, value] of Object.entries({ privateKey, token, password })) {
            const encoded = ["", "x", "xy"].map((before) => base64(`${before}${value} and more`));
            for (const text of [JSON.stringify(value), ...encoded]) {
                assert.deepEqual(credentialsIn(`is ${text}`, credentials), [name]);
            }
        }
    });

    it("without a word of the credentials in what was given", async () => {
        const emitted: string[] = [];
        const listen = (warning: Error) => emitted.push(warning.message);
        process.on("warning", listen);
        for (const { what, situation } of refused) {
            const { problems, warnings } = resolved(situation(credentials));
            assert.deepEqual(credentialsIn(JSON.stringify([problems, warnings]), credentials), [], what);
        }
        // Node hands warnings out in the next turn.
        await new Promise(setImmediate);
        process.off("warning", listen);
        assert.deepEqual(emitted, []);
    });
});
