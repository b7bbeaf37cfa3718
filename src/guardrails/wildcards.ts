import type { Guardrail } from "./guardrail";

const goodPractices = "RBAC Good Practices";
const severity = "refuse";

/** What permits more than anybody has looked at. */
export const wildcards: readonly Guardrail[] = [
    {
        id: "CA-1001",
        severity,
        title: "every verb",
        reason: "it permits what later versions and extensions will add, escalate, bind and impersonate included",
        remedy: "list the verbs that the pipeline needs",
        sources: [goodPractices, "CIS 5.1.3", "C-0187", "KSV-0044", "KSV-0045", "CKV_K8S_49"],
        grants: [],
        wildcard: "verb",
    },
    {
        id: "CA-1002",
        severity,
        title: "every resource",
        reason: "it permits every kind of object that the API group has or will have, Secrets and Roles included",
        remedy: "name the resources that the pipeline manages",
        sources: [goodPractices, "CIS 5.1.3", "C-0187", "KSV-0044", "KSV-0046", "CKV_K8S_49"],
        grants: [],
        wildcard: "resource",
    },
    {
        id: "CA-1003",
        severity,
        title: "every API group",
        reason: "it permits resources of that name in every API group that is installed or will be",
        remedy: "name the API groups of the resources",
        sources: [goodPractices, "CIS 5.1.3", "C-0187", "KSV-0044", "CKV_K8S_49"],
        grants: [],
        wildcard: "apiGroup",
    },
];
