import assert from "node:assert/strict";
import { checkNamespaceName, checkPipelineName } from "../../../src/validation/names";

const refused: [check: typeof checkNamespaceName, name: unknown, telling: RegExp][] = [
    [checkPipelineName, undefined, /is missing/],
    [checkPipelineName, null, /is missing/],
    [checkPipelineName, 5, /write a text/],
    [checkPipelineName, "", /is empty/],
    [checkPipelineName, "default", /every Pod of the namespace/],
    [checkPipelineName, "Shop", /like "shop"/],
    [checkPipelineName, "shop_deploy", /like "shop-deploy"/],
    [checkPipelineName, "-shop", /like "shop"/],
    [checkPipelineName, "shop.", /like "shop"/],
    [checkPipelineName, "shop..deploy", /beginning and ending/],
    [checkPipelineName, "läden", /beginning and ending/],
    [checkPipelineName, "a".repeat(64), /64 characters long; write at most 63/],
    [checkNamespaceName, undefined, /is missing/],
    [checkNamespaceName, "", /is empty/],
    [checkNamespaceName, "shop.prod", /like "shop-prod"/],
    [checkNamespaceName, "Shop Prod", /like "shop-prod"/],
    [checkNamespaceName, "shop/prod", /like "shop-prod"/],
    [checkNamespaceName, "*", /lower-case letters, digits and '-'/],
    [checkNamespaceName, "shop\n", /like "shop"/],
    [checkNamespaceName, ["shop"], /write a text/],
    [checkNamespaceName, "n".repeat(64), /at most 63/],
];

describe("names that Kubernetes would refuse", () => {
    for (const [check, name, telling] of refused) {
        it(`${check.name} refuses ${JSON.stringify(name)}`, () => {
            const problems = check(name, "the.path");
            assert.equal(problems.length, 1);
            assert.equal(problems[0]?.path, "the.path");
            assert.match(problems[0]?.reason ?? "", telling);
        });
    }

    for (const name of ["shop", "shop-deploy", "1", "a".repeat(63)]) {
        it(`accepts ${name} for both`, () => {
            assert.deepEqual(
                [...checkPipelineName(name, "name"), ...checkNamespaceName(name, "namespace")],
                [],
            );
        });
    }

    it("accepts dots in the name of a pipeline", () => {
        assert.deepEqual(checkPipelineName("shop.deploy", "name"), []);
    });
});
