import assert from "node:assert/strict";
import { checkRole, resolveRole } from "../../../src/role/resolveRole";
import { equal } from "../../../src/rules/algebra";
import { presets } from "../../../src/rules/presets";
import { Findings } from "../../../src/validation/findings";

const rule = { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] };
const rulesOf = (role: object) => resolveRole(role, undefined, new Findings())?.rules ?? [];
const withRule = (changes: object) => ({ rules: [{ ...rule, ...changes }] });

/** What a user may write by mistake, the argument that the message must name, and the telling part of it. */
const refused: [title: string, role: unknown, path: string, telling: RegExp][] = [
    ["no role", undefined, "role", /is missing; write \{ preset/],
    ["null", null, "role", /is missing/],
    ["a text", "application-deployer", "role", /write \{ preset: "kubectl-apply" \}/],
    ["a list", [rule], "role", /rules: \[/],
    ["an empty role", {}, "role", /grants nothing/],
    ["empty rules", { rules: [] }, "role", /grants nothing/],
    [
        "an unknown preset",
        { preset: "deployer" },
        "role.preset",
        /write one of "read-only", .*"application-deployer"/,
    ],
    ["a preset from the prototype", { preset: "toString" }, "role.preset", /is not a preset/],
    ["a number as preset", { preset: 1 }, "role.preset", /is 1/],
    [
        "a misspelt property",
        { preset: "application-deployer", rule: [] },
        "role.rule",
        /write one of preset, presets, deployments, manifests, tool, kinds, rules, clusterRules, waivers/,
    ],
    ["rules that are an object", { rules: rule }, "role.rules", /write a list of rules/],
    ["a rule that is a text", { rules: ["get pods"] }, "role.rules[0]", /write an object/],
    ["a rule that is null", { rules: [rule, null] }, "role.rules[1]", /write an object/],
    ["an unknown field", withRule({ verb: ["get"] }), "role.rules[0].verb", /is not known/],
    [
        "non-resource URLs",
        withRule({ nonResourceURLs: ["/metrics"] }),
        "role.rules[0].nonResourceURLs",
        /no effect/,
    ],
    ["no apiGroups", withRule({ apiGroups: undefined }), "role.rules[0].apiGroups", /is missing/],
    ["no resources", withRule({ resources: undefined }), "role.rules[0].resources", /is missing/],
    ["no verbs", withRule({ verbs: undefined }), "role.rules[0].verbs", /is missing/],
    ["empty apiGroups", withRule({ apiGroups: [] }), "role.rules[0].apiGroups", /is empty; write \[""\]/],
    ["empty resources", withRule({ resources: [] }), "role.rules[0].resources", /is empty/],
    ["empty verbs", withRule({ verbs: [] }), "role.rules[0].verbs", /is empty/],
    [
        "empty resourceNames",
        withRule({ resourceNames: [] }),
        "role.rules[0].resourceNames",
        /leave resourceNames out/,
    ],
    ["verbs that are a text", withRule({ verbs: "get" }), "role.rules[0].verbs", /write a list/],
    ["a verb that is a number", withRule({ verbs: [1] }), "role.rules[0].verbs[0]", /write a text/],
    [
        "an unknown verb",
        withRule({ verbs: ["get", "fetch"] }),
        "role.rules[0].verbs[1]",
        /write one of get, list/,
    ],
    ["a capitalised verb", withRule({ verbs: ["Get"] }), "role.rules[0].verbs[0]", /write "get"/],
    ["an HTTP method", withRule({ verbs: ["POST"] }), "role.rules[0].verbs[0]", /write "create"/],
    [
        "kubectl's apply",
        withRule({ verbs: ["apply"] }),
        "role.rules[0].verbs[0]",
        /"get", "create" and "patch"/,
    ],
    ["read", withRule({ verbs: ["read"] }), "role.rules[0].verbs[0]", /"get", "list" and "watch"/],
    ["exec as a verb", withRule({ verbs: ["exec"] }), "role.rules[0].verbs[0]", /"pods\/exec"/],
    ["an empty verb", withRule({ verbs: [""] }), "role.rules[0].verbs[0]", /write one of/],
    ["a verb with a space", withRule({ verbs: ["get "] }), "role.rules[0].verbs[0]", /is "get "/],
    ["core as a group", withRule({ apiGroups: ["core"] }), "role.rules[0].apiGroups[0]", /write ""/],
    [
        "v1 as a group",
        withRule({ apiGroups: ["v1"] }),
        "role.rules[0].apiGroups[0]",
        /write "" for the core group/,
    ],
    [
        "a group with its version",
        withRule({ apiGroups: ["apps/v1"] }),
        "role.rules[0].apiGroups[0]",
        /"apps"/,
    ],
    [
        "a capitalised group",
        withRule({ apiGroups: ["Apps"] }),
        "role.rules[0].apiGroups[0]",
        /kubectl api-resources/,
    ],
    [
        "a kind",
        withRule({ resources: ["Deployment"] }),
        "role.rules[0].resources[0]",
        /the plural: "deployments"/,
    ],
    ["a singular", withRule({ resources: ["deployment"] }), "role.rules[0].resources[0]", /"deployments"/],
    ["a short name", withRule({ resources: ["deploy"] }), "role.rules[0].resources[0]", /"deployments"/],
    [
        "a singular with a sub-resource",
        withRule({ apiGroups: [""], resources: ["pod/log"] }),
        "role.rules[0].resources[0]",
        /"pods\/log"/,
    ],
    ["an ingress", withRule({ resources: ["Ingress"] }), "role.rules[0].resources[0]", /"ingresses"/],
    [
        "a policy",
        withRule({ resources: ["networkpolicy"] }),
        "role.rules[0].resources[0]",
        /"networkpolicies"/,
    ],
    [
        "a resource with a space",
        withRule({ resources: ["my things"] }),
        "role.rules[0].resources[0]",
        /plural/,
    ],
    [
        "a wildcard of sub-resources",
        withRule({ resources: ["deployments/*"] }),
        "role.rules[0].resources[0]",
        /knows no such wildcard; name the sub-resource, like "deployments\/status"/,
    ],
    ["two slashes", withRule({ resources: ["pods/a/b"] }), "role.rules[0].resources[0]", /plural/],
    ["an empty resource", withRule({ resources: [""] }), "role.rules[0].resources[0]", /plural/],
    [
        "Deployments in the core group",
        withRule({ apiGroups: [""] }),
        "role.rules[0].resources[0]",
        /not in ""; write its group, "apps"/,
    ],
    [
        "Ingresses where they once were",
        withRule({ apiGroups: ["extensions"], resources: ["ingresses"] }),
        "role.rules[0].resources[0]",
        /"networking.k8s.io"/,
    ],
    [
        "create restricted by name",
        withRule({ verbs: ["get", "create"], resourceNames: ["shop"] }),
        "role.rules[0].verbs",
        /contains "create" beside resourceNames/,
    ],
    [
        "deletecollection restricted by name",
        withRule({ verbs: ["deletecollection"], resourceNames: ["shop"] }),
        "role.rules[0].verbs",
        /can never match/,
    ],
    [
        "a wildcard as a name",
        withRule({ resourceNames: ["*"] }),
        "role.rules[0].resourceNames[0]",
        /takes "\*" for a name/,
    ],
    ["an empty name", withRule({ resourceNames: [""] }), "role.rules[0].resourceNames[0]", /name an object/],
    ["a text for presets", { presets: "helm" }, "role.presets", /write a list of presets, or one as preset/],
    [
        "an unknown preset among others",
        { presets: ["helm", "argo"] },
        "role.presets[1]",
        /is "argo", which is not a preset/,
    ],
    ["presets that are none", { presets: [] }, "role", /grants nothing/],
    ["a rollout of nothing", { preset: "rollout" }, "role.deployments", /is missing; name the Deployments/],
    ["a rollout of none", { preset: "rollout", deployments: [] }, "role.deployments", /name the Deployments/],
    [
        "a rollout of what cannot be",
        { preset: "rollout", deployments: ["Shop"] },
        "role.deployments[0]",
        /like "shop"/,
    ],
    [
        "Deployments without a rollout",
        { preset: "helm", deployments: ["shop"] },
        "role.deployments",
        /for the preset "rollout" alone/,
    ],
    [
        "waivers that are no list",
        { preset: "helm", waivers: {} },
        "role.waivers",
        /list of \{ guardrail, reason/,
    ],
    [
        "a waiver that is a text",
        { preset: "helm", waivers: ["CA-2001"] },
        "role.waivers[0]",
        /guardrail, reason/,
    ],
    [
        "a waiver of nothing known",
        { preset: "helm", waivers: [{ guardrail: "CA-9", reason: "why" }] },
        "role.waivers[0].guardrail",
        /is "CA-9"; write the id of a guardrail, CA-1001 to CA-3005/,
    ],
    [
        "a waiver without a reason",
        { preset: "helm", waivers: [{ guardrail: "CA-2001", reason: " " }] },
        "role.waivers[0].reason",
        /why this pipeline needs it/,
    ],
    [
        "a misspelt waiver",
        { preset: "helm", waivers: [{ guardrail: "CA-2001", reason: "why", until: "May" }] },
        "role.waivers[0].until",
        /write guardrail and reason/,
    ],
    [
        "access to the whole cluster",
        { preset: "helm", clusterRules: [rule] },
        "role.clusterRules[0]",
        /grants access to the whole cluster \(get on deployments\.apps\).*or waive CA-1301/,
    ],
    [
        "more of it than is waived",
        {
            preset: "helm",
            clusterRules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }],
            waivers: [{ guardrail: "CA-1301", reason: "why" }],
        },
        "role.clusterRules[0]",
        /grants nodes/,
    ],
    [
        "a wildcard verb",
        withRule({ verbs: ["*"] }),
        "role.rules[0]",
        /grants every verb \(\* on deployments\.apps\).*list the verbs.*or waive CA-1001 with a reason/,
    ],
    [
        "another wildcard than the waived one",
        {
            ...withRule({ apiGroups: ["monitoring.coreos.com"], resources: ["*"], verbs: ["*"] }),
            waivers: [{ guardrail: "CA-1001", reason: "why" }],
        },
        "role.rules[0]",
        /CA-1002/,
    ],
];

const accepted: [title: string, role: object][] = [
    ["the preset", { preset: "application-deployer" }],
    ["a rule", { rules: [rule] }],
    ["a preset and rules", { preset: "application-deployer", rules: [rule] }],
    ["a sub-resource", { rules: [{ apiGroups: [""], resources: ["pods/log"], verbs: ["get"] }] }],
    [
        "create on a named sub-resource",
        withRule({ resources: ["deployments/scale"], verbs: ["create"], resourceNames: ["a"] }),
    ],
    [
        "groups and resources crossed",
        withRule({ apiGroups: ["", "apps"], resources: ["pods", "deployments"] }),
    ],
    ["events of the newer group", withRule({ apiGroups: ["events.k8s.io"], resources: ["events"] })],
    ["somebody else's Services", withRule({ apiGroups: ["serving.knative.dev"], resources: ["services"] })],
    ["metrics of Pods", withRule({ apiGroups: ["metrics.k8s.io"], resources: ["pods"] })],
    ["use of a resource", withRule({ apiGroups: ["example.com"], resources: ["things"], verbs: ["use"] })],
    [
        "access to the whole cluster that is waived",
        { preset: "helm", clusterRules: [rule], waivers: [{ guardrail: "CA-1301", reason: "why" }] },
    ],
    ["presets together", { preset: "kubectl-apply", presets: ["read-only", "helm"] }],
    ["a rollout", { presets: ["rollout"], deployments: ["shop", "blog"] }],
    [
        "what is waived",
        { ...withRule({ verbs: ["*"] }), waivers: [{ guardrail: "CA-1001", reason: "an operator's" }] },
    ],
];

describe("the role argument", () => {
    for (const [title, role, path, telling] of refused) {
        it(`refuses ${title}`, () => {
            const problems = checkRole(role);
            assert.equal(problems.length, 1, JSON.stringify(problems));
            assert.equal(problems[0]?.path, path);
            assert.match(problems[0]?.reason ?? "", telling);
        });
    }

    for (const [title, role] of accepted) {
        it(`accepts ${title}`, () => assert.deepEqual(checkRole(role), []));
    }

    it("lists every finding, not only the first", () => {
        const problems = checkRole({
            preset: "deployer",
            rules: [
                { apiGroups: ["core"], resources: ["Pod"], verbs: ["read"] },
                { ...rule, verbs: [] },
            ],
        });
        assert.deepEqual(
            problems.map(({ path }) => path),
            [
                "role.preset",
                "role.rules[0].apiGroups[0]",
                "role.rules[0].resources[0]",
                "role.rules[0].verbs[0]",
                "role.rules[1].verbs",
            ],
        );
    });

    it("puts presets and rules together, and leaves rules alone as they were written", () => {
        const presetRules = presets["application-deployer"]?.rules ?? [];
        const more = { ...rule, resources: ["statefulsets"] };
        assert.ok(equal(rulesOf({ preset: "application-deployer", rules: [more] }), [...presetRules, more]));
        const repeated = [rule, { ...rule, verbs: ["list"] }];
        assert.deepEqual(rulesOf({ rules: repeated }), repeated);
        const rollout = rulesOf({ preset: "rollout", deployments: ["shop"] });
        assert.deepEqual(
            rollout.map(({ resourceNames }) => resourceNames),
            [["shop"]],
        );
    });
});

describe("presets", () => {
    for (const [name, preset] of Object.entries(presets)) {
        it(`${name} passes the checks that users' own rules pass`, () => {
            assert.deepEqual(checkRole({ rules: preset.rules }), []);
        });
    }
});
