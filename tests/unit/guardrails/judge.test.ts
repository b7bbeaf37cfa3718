import assert from "node:assert/strict";
import * as fc from "fast-check";
import { guardrailOf, guardrails } from "../../../src/guardrails/guardrails";
import { judge } from "../../../src/guardrails/judge";
import { checkGuardrails, remarksOn } from "../../../src/guardrails/verdict";
import { minimise } from "../../../src/rules/algebra";
import { grantsOf, type RbacRule } from "../../../src/rules/grant";
import { presets } from "../../../src/rules/presets";
import { policyRules } from "../../support/arbitraryRules";

const rule = (apiGroup: string, resource: string, verb: string, ...resourceNames: string[]) => ({
    apiGroups: [apiGroup],
    resources: resource.split(" "),
    verbs: verb.split(" "),
    ...(resourceNames.length > 0 && { resourceNames }),
});
const rbac = "rbac.authorization.k8s.io";
const ids = (rules: readonly RbacRule[]) => judge(rules).map(({ guardrail }) => guardrail.id);

/** Every grant that the scanners and Kubernetes' own advice call dangerous, and what they miss. */
const dangerous: [grant: RbacRule, id: string][] = [
    [rule("apps", "deployments", "*"), "CA-1001"],
    [rule("monitoring.coreos.com", "*", "get"), "CA-1002"],
    [rule("", "*/scale", "get"), "CA-1002"],
    [rule("*", "deployments", "get"), "CA-1003"],
    [rule(rbac, "roles", "escalate"), "CA-1101"],
    [rule(rbac, "roles", "bind"), "CA-1102"],
    [rule(rbac, "clusterroles", "bind", "view"), "CA-1102"],
    [rule(rbac, "rolebindings", "bind"), "CA-1102"],
    [rule(rbac, "roles", "patch", "shop"), "CA-1103"],
    [rule(rbac, "rolebindings", "create"), "CA-1104"],
    [rule("", "serviceaccounts", "impersonate", "shop"), "CA-1105"],
    [rule("authentication.k8s.io", "userextras/scopes", "impersonate"), "CA-1105"],
    [rule("", "serviceaccounts/token", "create", "shop"), "CA-1106"],
    [rule("", "*/token", "create"), "CA-1106"],
    [rule("", "namespaces", "patch"), "CA-1107"],
    [rule("security.openshift.io", "securitycontextconstraints", "use", "privileged"), "CA-1108"],
    [rule("", "nodes", "get"), "CA-1201"],
    [rule("", "nodes/proxy", "get"), "CA-1201"],
    [rule("", "nodes/status", "patch"), "CA-1201"],
    [rule("", "persistentvolumes", "create"), "CA-1202"],
    [rule("certificates.k8s.io", "certificatesigningrequests/approval", "update"), "CA-1203"],
    [rule("admissionregistration.k8s.io", "validatingwebhookconfigurations", "patch"), "CA-1204"],
    [rule(rbac, "clusterrolebindings", "create"), "CA-1205"],
    [rule("storage.k8s.io", "storageclasses", "get"), "CA-1206"],
    [rule("", "namespaces", "create"), "CA-1206"],
    [rule("", "secrets", "get", "shop"), "CA-2001"],
    [rule("", "secrets", "watch"), "CA-2001"],
    // Naming an object does not keep list from showing it.
    [rule("", "secrets", "list", "shop"), "CA-2001"],
    [rule("", "secrets", "patch"), "CA-2002"],
    [rule("", "pods/exec", "get"), "CA-2003"],
    [rule("", "pods/attach", "create", "shop"), "CA-2003"],
    [rule("", "pods/ephemeralcontainers", "patch"), "CA-2003"],
    [rule("", "pods/portforward", "create"), "CA-2004"],
    [rule("", "services/proxy", "get"), "CA-2004"],
    [rule("", "pods", "create"), "CA-2005"],
    [rule("batch", "cronjobs", "update"), "CA-2005"],
    [rule("apps", "statefulsets", "patch", "shop"), "CA-2005"],
    [rule("", "services/status", "patch"), "CA-2006"],
    [rule("", "serviceaccounts", "create"), "CA-2007"],
    [rule("", "endpoints", "update"), "CA-2008"],
    [rule("discovery.k8s.io", "endpointslices", "create"), "CA-2008"],
    [rule("", "resourcequotas", "delete"), "CA-2009"],
    [rule("", "configmaps", "patch"), "CA-3001"],
    [rule("networking.k8s.io", "networkpolicies", "delete"), "CA-3002"],
    [rule("apps", "deployments", "deletecollection"), "CA-3003"],
    [rule("", "events", "delete"), "CA-3004"],
    [rule("", "pods/log", "get"), "CA-3005"],
];

const harmless: RbacRule[] = [
    rule("", "pods services configmaps", "get list watch"),
    rule("", "namespaces", "get"),
    rule("apps", "deployments", "get list watch"),
    rule("apps", "deployments/scale", "patch"),
    rule("example.com", "secrets pods nodes", "get create"),
    // Neither names an object, so that RBAC never matches it.
    rule("", "secrets", "create", "shop"),
    rule("", "pods", "deletecollection", "shop"),
    // RBAC knows no such wildcard.
    rule("", "pods/*", "create"),
];

/** The documented verdict on each preset. */
const verdicts: Record<string, string[]> = {
    "read-only": [],
    rollout: ["CA-2005"],
    "kubectl-apply": ["CA-2005"],
    "kubectl-apply-prune": ["CA-2005"],
    kustomize: ["CA-2001", "CA-2002", "CA-2005"],
    helm: ["CA-2001", "CA-2002", "CA-2005"],
    "application-deployer": ["CA-2001", "CA-2002", "CA-2005"],
};

describe("guardrails", () => {
    for (const [grant, id] of dangerous) {
        it(`${id} finds ${JSON.stringify(grant)}`, () =>
            assert.ok(ids([grant]).includes(id), ids([grant]).join()));
    }

    for (const grant of harmless)
        it(`find nothing in ${JSON.stringify(grant)}`, () => assert.deepEqual(ids([grant]), []));

    it("CA-1301 finds anything in a ClusterRole, where what is the cluster's is no mistake", () => {
        const found = judge([rule("storage.k8s.io", "storageclasses", "get")], "cluster");
        assert.deepEqual(
            found.map(({ guardrail }) => guardrail.id),
            ["CA-1301"],
        );
    });

    it("are each shown by an example, have ids of their severity, in order, and sources", () => {
        assert.deepEqual(
            guardrails.map(({ id }) => id),
            [...new Set([...dangerous.map(([, id]) => id), "CA-1301"])].sort(),
        );
        for (const { id, severity, sources, remedy } of guardrails) {
            assert.equal(id.slice(0, 4), { refuse: "CA-1", warn: "CA-2", note: "CA-3" }[severity]);
            assert.ok(sources.length > 0 && remedy.length > 0, id);
        }
    });

    it("refuse no preset, and warn of each as documented", () => {
        const found = Object.entries(presets).map(([name, { rules }]) => {
            assert.deepEqual(checkGuardrails(rules, [], "role"), [], name);
            return [name, ids(rules).filter((id) => guardrailOf(id)?.severity === "warn")];
        });
        assert.deepEqual(Object.fromEntries(found), verdicts);
    });

    it("judge the same rules alike however they are divided, merged or ordered, and more rules no better", () => {
        fc.assert(
            fc.property(policyRules, policyRules, (rules, more) => {
                const verdict = ids(rules);
                const divided = grantsOf(rules).map(({ apiGroup, resource, resourceName, verb }) =>
                    rule(apiGroup, resource, verb, ...(resourceName === undefined ? [] : [resourceName])),
                );
                assert.deepEqual(ids(divided.reverse()), verdict);
                assert.deepEqual(ids([...rules].reverse()), verdict);
                const both = ids([...rules, ...more]);
                assert.ok(verdict.every((id) => both.includes(id)));
                // Leaving out what a wildcard permits already leaves its verdict.
                assert.deepEqual(ids(minimise(rules)), verdict);
            }),
            { numRuns: 2000 },
        );
    });

    it("say what is risky and not waived, and which waivers waive nothing", () => {
        const rules = [rule("", "secrets", "get patch")];
        const waivers = [
            { guardrail: "CA-2001", reason: "why" },
            { guardrail: "CA-2003", reason: "why" },
        ];
        const { risks, idleWaivers } = remarksOn(rules, [], waivers);
        assert.deepEqual(
            risks.map(({ id }) => id),
            ["CA-2002"],
        );
        assert.deepEqual(idleWaivers, ["CA-2003"]);
    });
});
