import * as pulumi from "@pulumi/pulumi";
import { checkArguments, isPlain } from "./checkArguments";
import type { CiAccessArgs } from "./ciAccessArgs";
import { InvalidArguments } from "./invalidArguments";
import type { Endpoint } from "./kubeconfig/endpoint";
import { thisMachine } from "./kubeconfig/files";
import { resolveEndpoint, type StackCluster } from "./kubeconfig/resolve";
import type { PolicyRule } from "./rules/policyRule";
import { checkRole, rulesOf } from "./rules/role";
import { Findings } from "./validation/findings";
import { checkNamespaceName } from "./validation/names";
import type { Problem } from "./validation/problem";

/** Arguments in which nothing is wrong, or will be found wrong as soon as it is known. */
export interface Validated {
    name: string;
    namespace: pulumi.Output<string>;
    rules: pulumi.Output<PolicyRule[]>;
    endpoint: pulumi.Output<Endpoint>;
    tokenTimeoutSeconds: number;
}

/**
 * Checks the arguments before any child is registered: everything that is plain in one go, so that one error lists
 * every finding. Throws InvalidArguments.
 */
export function validated(
    component: pulumi.ComponentResource,
    resourceName: string,
    args: CiAccessArgs,
): Validated {
    const problems = checkArguments(resourceName, args);
    const locate = (spec: unknown) => locateEndpoint(component, spec);
    let endpoint: pulumi.Output<Endpoint> | undefined;
    if (isPlain(args?.endpoint)) {
        const found = locate(args?.endpoint);
        if (Array.isArray(found)) problems.push(...found);
        else endpoint = pulumi.output(found);
    } else {
        endpoint = (pulumi.output(args.endpoint) as pulumi.Output<unknown>).apply((spec) => {
            const found = locate(spec);
            if (Array.isArray(found)) throw new InvalidArguments(component, found);
            return found;
        });
    }
    if (problems.length > 0 || endpoint === undefined) throw new InvalidArguments(component, problems);

    /** Checks what was not plain, once it is known, and before the resources that need it are registered. */
    const checked = <T>(input: pulumi.Input<T>, check: (value: unknown) => Problem[]): pulumi.Output<T> =>
        (pulumi.output(input) as pulumi.Output<T>).apply((value) => {
            const late = check(value);
            if (late.length > 0) throw new InvalidArguments(component, late);
            return value;
        }) as pulumi.Output<T>;
    const rules = checked(args.role, checkRole).apply(rulesOf) as pulumi.Output<PolicyRule[]>;
    const namespace = checked(args.namespace, (value) => checkNamespaceName(value, "namespace"));
    return {
        name: args.name ?? resourceName,
        // Every child needs the namespace, so that none is registered before all that is late has been checked. Not at
        // preview, which would show it as unknown where it is the endpoint that is.
        namespace: pulumi.runtime.isDryRun() ? namespace : after([rules, endpoint], namespace),
        rules,
        endpoint,
        tokenTimeoutSeconds: args.tokenTimeoutSeconds ?? 120,
    };
}

/** A value, once the others are there. Their secrets stay theirs: what is taken of them is that they are there. */
function after<T>(others: pulumi.Output<unknown>[], value: pulumi.Output<T>): pulumi.Output<T> {
    const there = others.map((other) => pulumi.unsecret(other.apply(() => true)));
    return pulumi.all([value, pulumi.all(there)]).apply(([it]) => it) as pulumi.Output<T>;
}

function locateEndpoint(component: pulumi.ComponentResource, spec: unknown): Endpoint | Problem[] {
    const findings = new Findings();
    const endpoint = resolveEndpoint(spec, stackCluster(component), thisMachine(), findings);
    for (const warning of findings.warnings) void pulumi.log.warn(warning, component);
    return endpoint ?? findings.problems;
}

function stackCluster(component: pulumi.ComponentResource): StackCluster {
    const setting = (key: string) => pulumi.runtime.getConfig(`kubernetes:${key}`);
    return {
        kubeconfig: setting("kubeconfig"),
        context: setting("context"),
        cluster: setting("cluster"),
        explicitProvider: component.getProvider("kubernetes:core/v1:Secret") !== undefined,
    };
}
