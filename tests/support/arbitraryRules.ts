import * as fc from "fast-check";
import type { RbacRule } from "../../src/rules/grant";
import type { PolicyRule } from "../../src/rules/policyRule";

/** Few words, so that rules meet: wildcards of every kind, sub-resources, and names of objects. */
const some = (...words: string[]) =>
    fc.subarray(words, { minLength: 1, maxLength: Math.min(3, words.length) });
const apiGroups = fc.oneof(
    { weight: 5, arbitrary: some("", "apps", "batch") },
    { weight: 1, arbitrary: some("*") },
);
const resources = fc.oneof(
    { weight: 5, arbitrary: some("pods", "pods/log", "deployments", "deployments/scale", "jobs") },
    { weight: 1, arbitrary: some("*", "*/scale", "*/log", "pods/*") },
);
const verbs = fc.oneof(
    { weight: 5, arbitrary: some("get", "list", "create", "patch") },
    { weight: 1, arbitrary: some("*") },
);
const resourceNames = fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[] | undefined>(undefined) },
    { weight: 1, arbitrary: fc.constant<string[]>([]) },
    { weight: 3, arbitrary: some("shop", "blog") },
);

/** A rule of a Role, as the API server takes it. */
export const policyRule: fc.Arbitrary<PolicyRule> = fc
    .record({ apiGroups, resources, verbs, resourceNames })
    .map(({ resourceNames: names, ...rule }) =>
        names === undefined ? rule : { ...rule, resourceNames: names },
    );

export const policyRules = fc.array(policyRule, { maxLength: 4 });

/** A rule of a ClusterRole, which may be about URLs. */
export const clusterRule: fc.Arbitrary<RbacRule> = fc.oneof(
    { weight: 3, arbitrary: policyRule as fc.Arbitrary<RbacRule> },
    {
        weight: 1,
        arbitrary: fc.record({
            nonResourceURLs: some("/shop", "/shop/*", "/shop/ping", "/metrics", "/met*", "*"),
            verbs: fc.oneof(some("get", "post"), some("*")),
        }),
    },
);

export const clusterRules = fc.array(clusterRule, { maxLength: 4 });
