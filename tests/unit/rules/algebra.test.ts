import assert from "node:assert/strict";
import * as fc from "fast-check";
import { covers, equal, minimise, missing, union } from "../../../src/rules/algebra";
import { grantsOf, inWords } from "../../../src/rules/grant";
import { clusterRules, policyRules } from "../../support/arbitraryRules";

const rule = (apiGroup: string, resource: string, verb: string, ...resourceNames: string[]) => ({
    apiGroups: [apiGroup],
    resources: resource.split(" "),
    verbs: verb.split(" "),
    ...(resourceNames.length > 0 && { resourceNames }),
});

describe("the algebra of rules", () => {
    const table: [held: object[], wanted: object[], covered: boolean][] = [
        [[rule("", "pods", "get")], [rule("", "pods", "get")], true],
        [[rule("", "pods", "get")], [rule("apps", "pods", "get")], false],
        [[rule("*", "*", "*")], [rule("apps", "deployments/scale", "patch", "shop")], true],
        [[rule("", "*", "get")], [rule("", "pods/log", "get")], true],
        [[rule("", "pods", "get")], [rule("", "pods/log", "get")], false],
        [[rule("", "*/log", "get")], [rule("", "pods/log", "get")], true],
        [[rule("", "*/log", "get")], [rule("", "pods", "get")], false],
        // RBAC knows no such wildcard.
        [[rule("", "pods/*", "get")], [rule("", "pods/log", "get")], false],
        [[rule("", "pods", "get", "shop")], [rule("", "pods", "get")], false],
        [[rule("", "pods", "get")], [rule("", "pods", "get", "shop")], true],
        // It takes this for the name of an object.
        [[rule("", "pods", "get", "*")], [rule("", "pods", "get", "shop")], false],
        [[rule("", "pods", "get list")], [rule("", "pods", "*")], false],
        [[rule("", "pods", "get"), rule("", "pods", "list")], [rule("", "pods", "get list")], true],
        [
            [{ nonResourceURLs: ["/healthz/*"], verbs: ["get"] }],
            [{ nonResourceURLs: ["/healthz/ping"], verbs: ["get"] }],
            true,
        ],
        [
            [{ nonResourceURLs: ["/healthz/*"], verbs: ["get"] }],
            [{ nonResourceURLs: ["/healthz"], verbs: ["get"] }],
            false,
        ],
        [[rule("*", "*", "*")], [{ nonResourceURLs: ["/healthz"], verbs: ["get"] }], false],
        [[], [], true],
    ];
    for (const [held, wanted, covered] of table) {
        it(`${JSON.stringify(held)} ${covered ? "covers" : "does not cover"} ${JSON.stringify(wanted)}`, () => {
            assert.equal(covers(held as never, wanted as never), covered);
        });
    }

    it("says what is missing in few rules", () => {
        const held = [rule("", "pods services", "get"), rule("apps", "deployments", "*")];
        const wanted = [
            rule("", "pods services secrets", "get list"),
            rule("apps", "deployments", "get patch"),
        ];
        assert.deepEqual(missing(held, wanted), [
            rule("", "pods services", "list"),
            rule("", "secrets", "get list"),
        ]);
    });

    it("puts together what differs in one respect, and leaves out what is permitted already", () => {
        const rules = [
            rule("", "pods", "list"),
            rule("", "pods", "get", "shop"),
            rule("", "services", "get list"),
            rule("", "pods", "get"),
            rule("apps", "deployments", "patch", "shop"),
            rule("apps", "deployments", "patch", "blog"),
        ];
        assert.deepEqual(minimise(rules), [
            rule("", "pods services", "get list"),
            rule("apps", "deployments", "patch", "blog", "shop"),
        ]);
    });

    it("names grants as people do", () => {
        const rules = [rule("apps", "deployments/scale", "patch", "shop"), rule("", "pods/exec", "create")];
        assert.deepEqual(grantsOf(rules).map(inWords), [
            'patch on deployments.apps/scale "shop"',
            "create on pods/exec",
        ]);
    });

    it("minimises without a change of meaning, to the same whatever the order and the division", () => {
        fc.assert(
            fc.property(clusterRules, fc.integer(), (rules, seed) => {
                const least = minimise(rules);
                assert.ok(equal(least, rules));
                assert.deepEqual(minimise(least), least);
                const single = grantsOf(rules).map(
                    ({ apiGroup, resource, resourceName, nonResourceURL, verb }) =>
                        nonResourceURL === undefined
                            ? {
                                  apiGroups: [apiGroup],
                                  resources: [resource],
                                  verbs: [verb],
                                  resourceNames: resourceName === undefined ? [] : [resourceName],
                              }
                            : { nonResourceURLs: [nonResourceURL], verbs: [verb] },
                );
                const shuffled = single.sort(
                    (a, b) =>
                        JSON.stringify([seed, a]).localeCompare(JSON.stringify([seed, b])) *
                        (seed % 2 ? 1 : -1),
                );
                assert.deepEqual(minimise(shuffled), least);
                assert.ok(
                    grantsOf(least).length <= grantsOf(rules).length &&
                        least.length <= Math.max(1, grantsOf(rules).length),
                );
            }),
            { numRuns: 2000 },
        );
    });

    it("is a partial order, with the union as the least that covers both", () => {
        fc.assert(
            fc.property(policyRules, policyRules, policyRules, (a, b, c) => {
                assert.ok(covers(a, a));
                if (covers(a, b) && covers(b, c)) assert.ok(covers(a, c));
                const both = union(a, b);
                assert.ok(covers(both, a) && covers(both, b));
                if (covers(c, a) && covers(c, b)) assert.ok(covers(c, both));
                assert.ok(covers([...a, ...missing(a, b)], b));
                assert.equal(missing(a, b).length === 0, covers(a, b));
            }),
            { numRuns: 2000 },
        );
    });
});
