import type { Guardrail } from "./guardrail";

/** Whom a binding is about. Source: `rbac.authorization.k8s.io/v1` Subject. */
export interface Subject {
    kind: string;
    name: string;
    namespace?: string;
}

/** What a binding gives them. Source: `rbac.authorization.k8s.io/v1` RoleRef. */
export interface RoleRef {
    kind: string;
    name: string;
}

const goodPractices = "RBAC Good Practices";

/**
 * What bindings are dangerous, whatever the rules say. The component never makes such a one; the policy pack finds them among
 * a stack's other resources.
 */
const dangers: readonly [guardrail: Guardrail, isMet: (role: RoleRef, subject: Subject) => boolean][] = [
    [
        {
            id: "CA-1401",
            severity: "refuse",
            title: "a role for administrators",
            reason: "cluster-admin, admin and edit permit what nobody has looked at",
            remedy: "bind a Role with what is needed",
            sources: [goodPractices, "CIS 5.1.1", "C-0035", "KSV-0111"],
            grants: [],
        },
        ({ kind, name }) => kind === "ClusterRole" && ["cluster-admin", "admin", "edit"].includes(name),
    ],
    [
        {
            id: "CA-1402",
            severity: "refuse",
            title: "something to everybody",
            reason: "anonymous users, all users, all ServiceAccounts, or masters, whom RBAC never refuses anything",
            remedy: "name who needs it",
            sources: [goodPractices, "CIS 5.1.7", "KSV-0122", "KSV-0123"],
            grants: [],
        },
        (_, { kind, name }) =>
            (kind === "Group" &&
                /^system:(masters|authenticated|unauthenticated|serviceaccounts(:.*)?)$/.test(name)) ||
            (kind === "User" && name === "system:anonymous"),
    ],
    [
        {
            id: "CA-1403",
            severity: "refuse",
            title: "something to the ServiceAccount default",
            reason: "every Pod of the namespace runs as it that names no other",
            remedy: "give the workload a ServiceAccount of its own",
            sources: [goodPractices, "CIS 5.1.5", "CKV_K8S_42"],
            grants: [],
        },
        (_, { kind, name }) => kind === "ServiceAccount" && name === "default",
    ],
];

/** The guardrails for bindings, in the order of their ids. */
export const bindingGuardrails: readonly Guardrail[] = dangers.map(([guardrail]) => guardrail);

/** What is dangerous in a RoleBinding or ClusterRoleBinding. */
export function judgeBinding(roleRef: RoleRef, subjects: readonly Subject[]): { guardrail: Guardrail }[] {
    return dangers
        .filter(([, isMet]) => subjects.some((subject) => isMet(roleRef, subject)))
        .map(([guardrail]) => ({ guardrail }));
}
