import assert from "node:assert/strict";
import {
    bindingGuardrails,
    judgeBinding,
    type RoleRef,
    type Subject,
} from "../../../src/guardrails/bindings";

const role: RoleRef = { kind: "Role", name: "deployer" };
const pipeline: Subject = { kind: "ServiceAccount", name: "shop-deploy", namespace: "shop" };
const group = (name: string): Subject => ({ kind: "Group", name });

const cases: [roleRef: RoleRef, subject: Subject, ids: string[]][] = [
    [role, pipeline, []],
    [{ kind: "ClusterRole", name: "view" }, pipeline, []],
    // Somebody's Role of that name is not the one that Kubernetes brings.
    [{ kind: "Role", name: "admin" }, pipeline, []],
    [{ kind: "ClusterRole", name: "cluster-admin" }, pipeline, ["CA-1401"]],
    [{ kind: "ClusterRole", name: "edit" }, pipeline, ["CA-1401"]],
    [role, group("system:masters"), ["CA-1402"]],
    [role, group("system:authenticated"), ["CA-1402"]],
    [role, group("system:unauthenticated"), ["CA-1402"]],
    [role, group("system:serviceaccounts:shop"), ["CA-1402"]],
    [role, { kind: "User", name: "system:anonymous" }, ["CA-1402"]],
    [role, group("team-shop"), []],
    [role, { ...pipeline, name: "default" }, ["CA-1403"]],
    [{ kind: "ClusterRole", name: "admin" }, { ...pipeline, name: "default" }, ["CA-1401", "CA-1403"]],
];

describe("guardrails for bindings", () => {
    for (const [roleRef, subject, ids] of cases) {
        it(`find ${ids.join() || "nothing"} in ${roleRef.kind} ${roleRef.name} for ${subject.kind} ${subject.name}`, () => {
            assert.deepEqual(
                judgeBinding(roleRef, [pipeline, subject]).map(({ guardrail }) => guardrail.id),
                ids,
            );
        });
    }

    it("are each shown by an example, and all refuse", () => {
        assert.deepEqual(
            bindingGuardrails.map(({ id }) => id),
            [...new Set(cases.flatMap(([, , ids]) => ids))].sort(),
        );
        for (const { severity } of bindingGuardrails) assert.equal(severity, "refuse");
    });
});
