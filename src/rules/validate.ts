import { type Problem, quote } from "../validation/problem";
import type { PolicyRule } from "./policyRule";
import { builtInGroups, groupsOf, pluralOf, verbInstead, verbs } from "./vocabulary";

const fields = ["apiGroups", "resources", "verbs", "resourceNames"] as const;
const groupPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const resourcePattern = /^(\*|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)(\/(\*|[a-z0-9]([-a-z0-9]*[a-z0-9])?))?$/;

/**
 * Finds what the API server would refuse in a list of grants, and what it would accept but never match: a Role
 * with `Pod` in place of `pods` is valid, and grants nothing.
 */
export function checkRules(rules: unknown, path: string): Problem[] {
    if (!Array.isArray(rules)) {
        return [
            {
                path,
                reason: `is ${quote(rules)}; write a list of rules, each with apiGroups, resources and verbs`,
            },
        ];
    }
    return rules.flatMap((rule, index) => checkRule(rule, `${path}[${index}]`));
}

function checkRule(rule: unknown, path: string): Problem[] {
    if (typeof rule !== "object" || rule === null || Array.isArray(rule)) {
        return [{ path, reason: `is ${quote(rule)}; write an object with apiGroups, resources and verbs` }];
    }
    const problems: Problem[] = [];
    for (const key of Object.keys(rule)) {
        if (key === "nonResourceURLs") {
            problems.push({
                path: `${path}.${key}`,
                reason: "has no effect in a Role, which is namespaced; remove it",
            });
        } else if (!fields.some((field) => field === key)) {
            problems.push({
                path: `${path}.${key}`,
                reason: `is not known; write one of ${fields.join(", ")}`,
            });
        }
    }
    for (const field of fields) {
        const values = (rule as Record<string, unknown>)[field];
        if (values === undefined && field === "resourceNames") continue;
        problems.push(...checkList(values, field, `${path}.${field}`));
    }
    return problems.length > 0 ? problems : checkMeaning(rule as PolicyRule, path);
}

function checkList(values: unknown, field: (typeof fields)[number], path: string): Problem[] {
    if (values === undefined || values === null) {
        const example = {
            apiGroups: '["apps"]',
            resources: '["deployments"]',
            verbs: '["get"]',
            resourceNames: '["shop"]',
        };
        return [{ path, reason: `is missing; write for example ${example[field]}` }];
    }
    if (!Array.isArray(values)) return [{ path, reason: `is ${quote(values)}; write a list of texts` }];
    if (values.length === 0) {
        const instead = {
            apiGroups: 'write [""] for the core group, or the groups of the resources',
            resources: "name the resources that the pipeline manages",
            verbs: "list the verbs that the pipeline needs",
            resourceNames: "name objects, or leave resourceNames out for all objects",
        };
        return [{ path, reason: `is empty; ${instead[field]}` }];
    }
    return values.flatMap((value, index) => checkItem(value, field, `${path}[${index}]`));
}

function checkItem(value: unknown, field: (typeof fields)[number], path: string): Problem[] {
    if (typeof value !== "string") return [{ path, reason: `is ${quote(value)}; write a text` }];
    const wrong = {
        apiGroups: wrongGroup,
        resources: wrongResource,
        verbs: wrongVerb,
        resourceNames: wrongName,
    }[field](value);
    return wrong === undefined ? [] : [{ path, reason: `is ${quote(value)}; ${wrong}` }];
}

function wrongGroup(group: string): string | undefined {
    if (group === "" || group === "*") return undefined;
    if (group === "core" || /^v\d/.test(group)) return 'write "" for the core group';
    const [name = "", version] = group.split("/");
    if (version !== undefined && groupPattern.test(name)) {
        return `write the group without its version: ${quote(name)}`;
    }
    return groupPattern.test(group)
        ? undefined
        : 'write a group as kubectl api-resources shows it, like "apps"';
}

function wrongResource(resource: string): string | undefined {
    const [name = "", ...rest] = resource.split("/");
    if (name !== "*" && rest[0] === "*")
        return `RBAC knows no such wildcard; name the sub-resource, like ${quote(`${name}/status`)}`;
    const plural = pluralOf(name);
    if (plural !== undefined && plural !== name)
        return `write the plural: ${quote([plural, ...rest].join("/"))}`;
    return resourcePattern.test(resource)
        ? undefined
        : 'write the lower-case plural as kubectl api-resources shows it, like "deployments" or "pods/log"';
}

function wrongVerb(verb: string): string | undefined {
    return verbs.has(verb) ? undefined : verbInstead(verb);
}

function wrongName(name: string): string | undefined {
    if (name === "") return "name an object, or leave resourceNames out for all objects";
    return name === "*"
        ? 'RBAC takes "*" for a name here; leave resourceNames out for all objects'
        : undefined;
}

/** What is well-formed and still not what its writer means. */
function checkMeaning(rule: PolicyRule, path: string): Problem[] {
    const problems: Problem[] = [];
    // A group of somebody else's may serve a resource of any name, Knative its own "services" for example.
    if (rule.apiGroups.every((group) => builtInGroups.has(group))) {
        rule.resources.forEach((resource, index) => {
            const homes = groupsOf(resource.split("/")[0] ?? "");
            if (homes.length > 0 && !homes.some((home) => rule.apiGroups.includes(home))) {
                problems.push({
                    path: `${path}.resources[${index}]`,
                    reason: `is ${quote(resource)}, which is not in ${rule.apiGroups.map(quote).join(", ")}; write its group, ${homes.map(quote).join(" or ")}, in apiGroups`,
                });
            }
        });
    }
    if (rule.resourceNames !== undefined) {
        const nameless = rule.verbs.filter((verb) => verb === "create" || verb === "deletecollection");
        const plain = rule.resources.some((resource) => !resource.includes("/"));
        if (nameless.length > 0 && plain) {
            problems.push({
                path: `${path}.verbs`,
                reason: `contains ${nameless.map(quote).join(" and ")} beside resourceNames, which it can never match; move it to a rule without resourceNames`,
            });
        }
    }
    return problems;
}
