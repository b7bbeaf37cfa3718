import assert from "node:assert/strict";
import { rulesUnused, rulesUsed } from "../../../src/evidence/rulesUsed";
import type { PolicyRule } from "../../../src/rules/policyRule";

const username = "system:serviceaccount:shop:shop-deploy";

function event(
    verb: string,
    resource: string,
    { name = "", decision = "allow", user = username, group = "", ...rest } = {},
) {
    const [kind, subresource] = resource.split("/");
    return JSON.stringify({
        kind: "Event",
        apiVersion: "audit.k8s.io/v1",
        auditID: "1",
        stage: "ResponseComplete",
        verb,
        user: { username: user },
        objectRef: {
            resource: kind,
            subresource,
            namespace: "shop",
            name: name || undefined,
            apiGroup: group || undefined,
        },
        annotations: { "authorization.k8s.io/decision": decision },
        ...rest,
    });
}

const log = [
    event("get", "deployments", { name: "shop", group: "apps" }),
    event("get", "deployments", { name: "shop", group: "apps" }),
    // The log has the name of what was created; RBAC cannot limit it.
    event("create", "deployments", { name: "shop", group: "apps" }),
    event("patch", "deployments/scale", { name: "shop", group: "apps" }),
    event("list", "secrets", { decision: "forbid" }),
    event("list", "pods", { user: "somebody" }),
    event("delete", "configmaps", { name: "old", user: "admin", impersonatedUser: { username } } as object),
    "",
].join("\n");
const evidence = { auditLog: log, username, namespace: "shop" };
const rule = (apiGroup: string, resource: string, verb: string, ...resourceNames: string[]): PolicyRule => ({
    apiGroups: [apiGroup],
    resources: resource.split(" "),
    verbs: verb.split(" "),
    ...(resourceNames.length > 0 && { resourceNames }),
});

describe("rules from an audit log", () => {
    it("are what was used, by this user, in this namespace, and allowed", () => {
        assert.deepEqual(rulesUsed(evidence), [
            rule("", "configmaps", "delete"),
            rule("apps", "deployments", "get create"),
            rule("apps", "deployments/scale", "patch"),
        ]);
        assert.deepEqual(rulesUsed({ ...evidence, namespace: "other" }), []);
    });

    it("name the objects where RBAC can", () => {
        assert.deepEqual(rulesUsed({ ...evidence, withNames: true }), [
            rule("", "configmaps", "delete", "old"),
            rule("apps", "deployments", "create"),
            rule("apps", "deployments", "get", "shop"),
            rule("apps", "deployments/scale", "patch", "shop"),
        ]);
    });

    it("tell what was granted and never used", () => {
        const granted = [
            rule("apps", "deployments", "get create patch"),
            rule("", "*", "delete"),
            rule("", "secrets", "list"),
        ];
        assert.deepEqual(rulesUnused(granted, evidence), [
            rule("", "secrets", "list"),
            rule("apps", "deployments", "patch"),
        ]);
    });

    for (const line of ["not JSON", "{}", "3"]) {
        it(`refuse ${line}, and say which line it is`, () => {
            assert.throws(
                () => rulesUsed({ ...evidence, auditLog: `${log}${line}` }),
                /line 8 is not an event/,
            );
        });
    }
});
