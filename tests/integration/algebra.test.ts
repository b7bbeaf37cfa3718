import assert from "node:assert/strict";
import * as fc from "fast-check";
import { covers, equal, missing } from "../../src/rules/algebra";
import type { RbacRule } from "../../src/rules/grant";
import { clusterRules } from "../support/arbitraryRules";
import type { ControlPlane } from "../support/controlPlane";
import { sharedControlPlane } from "../support/sharedControlPlane";
import { waitFor } from "../support/waiting";

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const pairs = fc.sample(fc.tuple(clusterRules, clusterRules), { numRuns: 300, seed: 20 });
/** What every member of the test holds besides, or the API server would not ask whether they escalate. */
const granting: RbacRule = {
    apiGroups: ["rbac.authorization.k8s.io"],
    resources: ["clusterroles"],
    verbs: ["create"],
};

describe("the algebra of rules agrees with the API server", () => {
    let controlPlane: ControlPlane;
    const label = { "ci-access.dev/test": "algebra" };
    const member = (index: number) => `algebra-${index}`;

    const clusterRole = (name: string, rules: readonly RbacRule[]) => ({
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name, labels: label },
        rules,
    });

    async function grant(name: string, rules: readonly RbacRule[]): Promise<void> {
        const role = await controlPlane.api.create(`${RBAC}/clusterroles`, clusterRole(name, rules));
        assert.equal(role.status, 201, JSON.stringify(role.body));
        const binding = await controlPlane.api.create(`${RBAC}/clusterrolebindings`, {
            metadata: { name, labels: label },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
            subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name }],
        });
        assert.equal(binding.status, 201, JSON.stringify(binding.body));
    }

    async function mayDo(user: string, attributes: object): Promise<boolean> {
        const { body } = await controlPlane.api.create("/apis/authorization.k8s.io/v1/subjectaccessreviews", {
            spec: { user, ...attributes },
        });
        return body.status.allowed;
    }

    before(async function () {
        this.timeout(120_000);
        controlPlane = await sharedControlPlane();
        await Promise.all(pairs.map(([held], index) => grant(member(index), [...held, granting])));
        // The API server's caches learn of things in their order: once it knows the last, it knows all.
        await grant("algebra-last", [{ apiGroups: ["last"], resources: ["last"], verbs: ["get"] }]);
        const last = { group: "last", resource: "last", verb: "get" };
        await waitFor("the last grant", () => mayDo("algebra-last", { resourceAttributes: last }));
    });

    after(async () => {
        for (const kind of ["clusterroles", "clusterrolebindings"]) {
            await controlPlane.api.delete(`${RBAC}/${kind}?labelSelector=ci-access.dev%2Ftest%3Dalgebra`);
        }
    });

    it("on who may grant what to others, and on what is missing", async function () {
        this.timeout(120_000);
        let refusals = 0;
        const ask = async ([held, wanted]: (typeof pairs)[number], index: number) => {
            const api = controlPlane.api.as(member(index));
            const path = `${RBAC}/clusterroles?dryRun=All`;
            const { status, body } = await api.create(path, clusterRole("algebra-wanted", wanted));
            api.close();
            const said = `${JSON.stringify({ held, wanted })}: ${status} ${body.message ?? ""}`;
            const escalates = covers(held, [{ ...granting, verbs: ["escalate"] }]);
            assert.equal(status === 201, escalates || covers([...held, granting], wanted), said);
            if (status === 201) return;
            refusals++;
            assert.equal(status, 403, said);
            assert.ok(equal(rulesIn(body.message), missing([...held, granting], wanted)), said);
        };
        await Promise.all(pairs.map(ask));
        // Neither answer is the only one.
        assert.ok(refusals > 50 && refusals < pairs.length - 50, String(refusals));
    });

    it("on who may do what", async function () {
        this.timeout(120_000);
        let allowed = 0;
        const ask = async ([held]: (typeof pairs)[number], index: number) => {
            for (const { rule, attributes } of requests.filter((_, at) => at % 8 === index % 8)) {
                const may = await mayDo(member(index), attributes);
                if (may) allowed++;
                assert.equal(may, covers([...held, granting], [rule]), JSON.stringify({ held, attributes }));
            }
        };
        await Promise.all(pairs.map(ask));
        assert.ok(allowed > 50, String(allowed));
    });
});

/** Requests that the random rules may be about, as a rule and as the API server is asked. */
const requests: { rule: RbacRule; attributes: object }[] = [
    ...["pods", "pods/log", "deployments", "deployments/scale", "secrets"].flatMap((resource) =>
        ["", "apps"].flatMap((group) =>
            ["get", "list", "create"].flatMap((verb) =>
                [undefined, "shop"].map((name) => {
                    const [kind, subresource] = resource.split("/");
                    return {
                        rule: {
                            apiGroups: [group],
                            resources: [resource],
                            verbs: [verb],
                            ...(name && { resourceNames: [name] }),
                        },
                        attributes: {
                            resourceAttributes: { group, resource: kind, subresource, verb, name },
                        },
                    };
                }),
            ),
        ),
    ),
    ...["/shop", "/shop/ping", "/metrics", "/shopping"].map((path) => ({
        rule: { nonResourceURLs: [path], verbs: ["get"] },
        attributes: { nonResourceAttributes: { path, verb: "get" } },
    })),
];

/** The rules that the API server lists where it refuses an escalation. */
function rulesIn(message: string): RbacRule[] {
    const names: Record<string, string> = {
        APIGroups: "apiGroups",
        Resources: "resources",
        ResourceNames: "resourceNames",
        NonResourceURLs: "nonResourceURLs",
        Verbs: "verbs",
    };
    return [...message.matchAll(/^\{(.*)\}/gm)].map(([, fields = ""]) => {
        const members = [...fields.matchAll(/(\w+):(\[[^\]]*\])/g)];
        return Object.fromEntries(
            members.map(([, field = "", list = "[]"]) => [
                names[field] ?? field,
                JSON.parse(list.replaceAll('" "', '","')),
            ]),
        ) as unknown as RbacRule;
    });
}
