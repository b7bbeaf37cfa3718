// The guardrails of ci-access for every Role, ClusterRole and binding of a stack, whoever made it: a policy for each
// guardrail, by its id. A waiver is an annotation, as the component writes it: ci-access.dev/waiver.CA-2001: <reason>.
import { type EnforcementLevel, PolicyPack, type ResourceValidationPolicy } from "@pulumi/policy";
import { bindingGuardrails, type Guardrail, guardrails, judge, judgeBinding } from "pulumi-ci-access";

const levels: Record<Guardrail["severity"], EnforcementLevel> = {
    refuse: "mandatory",
    warn: "advisory",
    note: "disabled",
};

/** The kinds of `kubernetes:rbac.authorization.k8s.io/v1`, and their patches; nothing for what is not RBAC's. */
function kindOf(type: string): string | undefined {
    return /^kubernetes:rbac\.authorization\.k8s\.io\/[^:]+:((Cluster)?Role(Binding)?)(Patch)?$/.exec(
        type,
    )?.[1];
}

function policyFor({ id, severity, title, reason, remedy, scope }: Guardrail): ResourceValidationPolicy {
    return {
        name: id,
        description: `Grants ${title}: ${reason}.`,
        // Whether a ClusterRole reaches the whole cluster, its bindings say.
        enforcementLevel: scope === "cluster" ? "advisory" : levels[severity],
        validateResource: ({ type, props }, reportViolation) => {
            const kind = kindOf(type);
            if (kind === undefined || props.metadata?.annotations?.[`ci-access.dev/waiver.${id}`]) return;
            const found =
                kind === "Role" || kind === "ClusterRole"
                    ? judge(props.rules ?? [], kind === "Role" ? "namespace" : "cluster")
                    : judgeBinding(props.roleRef, props.subjects ?? []);
            if (!found.some(({ guardrail }) => guardrail.id === id)) return;
            reportViolation(
                `It grants ${title}: ${reason}. ${remedy}, or annotate it with ci-access.dev/waiver.${id} and the reason.`,
            );
        },
    };
}

new PolicyPack("ci-access", { policies: [...guardrails, ...bindingGuardrails].map(policyFor) });
