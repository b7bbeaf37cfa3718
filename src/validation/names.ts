import { type Problem, quote } from "./problem";

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * The name of the ServiceAccount, Role and RoleBinding. Kubernetes takes a DNS subdomain; at most 63 characters so
 * that it is a label value too, by which all objects of a pipeline are found.
 */
export function checkPipelineName(name: unknown, path: string): Problem[] {
    if (name === "default") {
        return [
            {
                path,
                reason: 'is "default", the ServiceAccount that every Pod of the namespace runs as; give the pipeline a name of its own',
            },
        ];
    }
    return checkName(name, path, subdomain, "lower-case letters, digits, '-' and '.'");
}

/** The name of an object, as most kinds take it: a DNS subdomain. */
export function checkDnsName(name: unknown, path: string): Problem[] {
    return checkName(name, path, subdomain, "lower-case letters, digits, '-' and '.'");
}

/** The name of a namespace: a DNS label of at most 63 characters. */
export function checkNamespaceName(name: unknown, path: string): Problem[] {
    return checkName(name, path, label, "lower-case letters, digits and '-'");
}

function checkName(name: unknown, path: string, pattern: RegExp, allowed: string): Problem[] {
    const problem = (reason: string): Problem[] => [{ path, reason }];
    if (name === undefined || name === null) return problem("is missing; write the name");
    if (typeof name !== "string") return problem(`is ${quote(name)}; write a text`);
    if (name === "") return problem("is empty; write the name");
    if (name.length > 63) {
        return problem(`is ${quote(name)}, ${name.length} characters long; write at most 63`);
    }
    if (pattern.test(name)) return [];
    const proposal = name
        .toLowerCase()
        .replace(/[^-a-z0-9.]+/g, "-")
        .replace(pattern === label ? /\./g : /$^/g, "-")
        .replace(/^[-.]+|[-.]+$/g, "");
    const example = pattern.test(proposal) ? `, like ${quote(proposal)}` : "";
    return problem(
        `is ${quote(name)}; write ${allowed}, beginning and ending with a letter or digit${example}`,
    );
}
