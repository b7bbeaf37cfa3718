import * as pulumi from "@pulumi/pulumi";
import { checkArguments } from "../arguments/checkArguments";
import type { CiAccessArgs } from "../arguments/ciAccessArgs";
import { type Problem, quote } from "../validation/problem";

/** One entry of `ci-access:pipelines`: the component's arguments, as data, and the pipeline's name. */
export interface DeclaredPipeline extends CiAccessArgs {
    name: string;
}

/**
 * The pipelines of the configuration value `ci-access:pipelines`. All of them are checked before the first is
 * created, and what is wrong is told in one error.
 */
export function declaredPipelines(value: unknown): DeclaredPipeline[] {
    const problems = checkPipelines(value, "ci-access:pipelines");
    if (problems.length > 0) {
        const findings = problems.map(({ path, reason }) => `\n  - ${path} ${reason}`);
        throw new pulumi.RunError(
            `nothing was created; to correct in the stack's configuration:${findings.join("")}`,
        );
    }
    return value as DeclaredPipeline[];
}

function checkPipelines(value: unknown, path: string): Problem[] {
    if (!Array.isArray(value)) {
        return [
            {
                path,
                reason: `is ${quote(value)}; write a list of pipelines, each with name, namespace and role`,
            },
        ];
    }
    const seen = new Set<unknown>();
    return value.flatMap((pipeline: unknown, index) => {
        const here = `${path}[${index}]`;
        if (typeof pipeline !== "object" || pipeline === null || Array.isArray(pipeline)) {
            return [
                {
                    path: here,
                    reason: `is ${quote(pipeline)}; write an object with name, namespace and role`,
                },
            ];
        }
        const { name, ...args } = pipeline as Record<string, unknown>;
        const problems = checkArguments(name, args).map((problem) => ({
            ...problem,
            path: `${here}.${problem.path}`,
        }));
        if (name !== undefined && seen.has(name)) {
            problems.push({
                path: `${here}.name`,
                reason: `is ${quote(name)}, which another pipeline has; one identity serves one pipeline, so write another name`,
            });
        }
        seen.add(name);
        return problems;
    });
}
