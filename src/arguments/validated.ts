import * as pulumi from "@pulumi/pulumi";
import { checkKnownDestinations, destinationWarnings } from "../delivery/checkDestinations";
import type { Endpoint } from "../kubeconfig/endpoint";
import { isPlain } from "../plain";
import { type Granted, resolveRole } from "../role/resolveRole";
import type { PolicyRule } from "../rules/policyRule";
import { Findings } from "../validation/findings";
import { checkNamespaceName } from "../validation/names";
import type { Problem } from "../validation/problem";
import { checkArguments, plainText } from "./checkArguments";
import type { CiAccessArgs } from "./ciAccessArgs";
import { InvalidArguments } from "./invalidArguments";
import { locateEndpoint } from "./locateEndpoint";
import { warnOfRisks } from "./warnOfRisks";

/** Arguments in which nothing is wrong, or will be found wrong as soon as it is known. */
export interface Validated {
    name: string;
    namespace: pulumi.Output<string>;
    granted: pulumi.Input<Granted>;
    /** Besides, where it is known at once: whether there is a ClusterRole cannot wait. */
    clusterRules: PolicyRule[];
    endpoint: pulumi.Output<Endpoint>;
    tokenTimeoutSeconds: number;
}

/**
 * Checks the arguments before any child is registered: everything that is plain in one go, so that one error lists
 * every finding; and what is an output once it is known. Throws InvalidArguments.
 */
export function validated(
    component: pulumi.ComponentResource,
    resourceName: string,
    args: CiAccessArgs,
): Validated {
    const problems = checkArguments(resourceName, args);
    const located = isPlain(args?.endpoint)
        ? locateEndpoint(component, args?.endpoint, args ?? {})
        : undefined;
    if (Array.isArray(located)) problems.push(...located);
    refuse(component, problems);
    for (const warning of destinationWarnings(args.gitlabVariables)) void pulumi.log.warn(warning, component);

    // What has to be waited for before the first child is registered: nothing at all where everything is plain.
    const late: pulumi.Output<unknown>[] = [];
    const checked = <T>(input: unknown, check: (value: T) => Problem[]): pulumi.Output<T> => {
        const output = (pulumi.output(input) as pulumi.Output<T>).apply((value) => {
            refuse(component, check(value as T));
            return value;
        }) as pulumi.Output<T>;
        late.push(output);
        return output;
    };
    const grants = (role: unknown, mayReachCluster: boolean): Granted => {
        const findings = new Findings();
        const granted = resolveRole(role, plainText(args.namespace), findings);
        if (granted !== undefined && granted.clusterRules.length > 0 && !mayReachCluster) {
            findings.problem(
                "role.clusterRules",
                "is known only at the update; write a role that no output is in",
            );
        }
        refuse(component, findings.problems);
        for (const warning of findings.warnings) void pulumi.log.warn(warning, component);
        warnOfRisks(args.name ?? resourceName, granted?.risks ?? []);
        return granted ?? { rules: [], clusterRules: [], waivers: [], risks: [] };
    };
    let granted: pulumi.Input<Granted>;
    let clusterRules: PolicyRule[] = [];
    if (isPlain(args.role)) {
        granted = grants(args.role, true);
        clusterRules = granted.clusterRules;
    } else {
        granted = (pulumi.output(args.role) as pulumi.Output<unknown>).apply((role) => grants(role, false));
        late.push(granted as pulumi.Output<Granted>);
    }
    for (const list of ["githubSecrets", "gitlabVariables"] as const) {
        if (isPlain(args[list])) continue;
        checked<unknown[]>(args[list], (destinations) => checkKnownDestinations(destinations, list));
    }
    let endpoint: pulumi.Output<Endpoint>;
    if (located !== undefined) {
        endpoint = pulumi.output(located as Endpoint);
    } else {
        endpoint = (pulumi.output(args.endpoint) as pulumi.Output<unknown>).apply((spec) => {
            const found = locateEndpoint(component, spec, args);
            if (Array.isArray(found)) throw new InvalidArguments(component, found);
            return found;
        });
        late.push(endpoint);
    }
    const namespace = isPlain(args.namespace)
        ? pulumi.output(args.namespace)
        : checked<string>(args.namespace, (value) => checkNamespaceName(value, "namespace"));
    return {
        name: args.name ?? resourceName,
        // Every child needs the namespace. Not at preview, which would show it as unknown where the endpoint is.
        namespace: pulumi.runtime.isDryRun() || late.length === 0 ? namespace : after(late, namespace),
        granted,
        clusterRules,
        endpoint,
        tokenTimeoutSeconds: args.tokenTimeoutSeconds ?? 120,
    };
}

function refuse(component: pulumi.ComponentResource, problems: Problem[]): void {
    if (problems.length > 0) throw new InvalidArguments(component, problems);
}

/** A value, once the others are there. Their secrets stay theirs: what is taken of them is that they are there. */
function after<T>(others: pulumi.Output<unknown>[], value: pulumi.Output<T>): pulumi.Output<T> {
    const there = others.map((other) => pulumi.unsecret(other.apply(() => true)));
    return pulumi.all([value, pulumi.all(there)]).apply(([it]) => it) as pulumi.Output<T>;
}
