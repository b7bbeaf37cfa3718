import type { Findings } from "../validation/findings";
import { kindOf } from "./shown";

/** The `endpoint` argument, as plain data. */
export interface EndpointSpec {
    server?: string;
    certificateAuthority?: string;
    certificateAuthorityFile?: string;
    clusterName?: string;
    tlsServerName?: string;
    proxyUrl?: string;
    kubeconfig?: string;
    context?: string;
}

const besideServer = [
    "certificateAuthority",
    "certificateAuthorityFile",
    "clusterName",
    "tlsServerName",
    "proxyUrl",
];
const fields = ["server", "kubeconfig", "context", ...besideServer];

/** The `endpoint` argument with known fields alone, each a text, and none that contradicts another. */
export function checkFields(spec: unknown, findings: Findings): EndpointSpec | undefined {
    if (spec === undefined || spec === null) return {};
    if (typeof spec !== "object" || Array.isArray(spec)) {
        return findings.problem(
            "endpoint",
            `is ${kindOf(spec)}; write { server: "https://…" } or { kubeconfig }`,
        );
    }
    const before = findings.problems.length;
    const given = Object.entries(spec).filter(([, value]) => value !== undefined && value !== null);
    for (const [field, value] of given) {
        const path = `endpoint.${field}`;
        if (!fields.includes(field))
            findings.problem(path, `is not known; write one of ${fields.join(", ")}`);
        else if (typeof value !== "string") findings.problem(path, `is ${kindOf(value)}; write a text`);
        else if (value.trim() === "") findings.problem(path, "is empty; write it, or leave it out");
    }
    const has = (field: string) => given.some(([name]) => name === field);
    const rivals = has("server") ? ["kubeconfig", "context"] : besideServer;
    for (const field of rivals.filter(has)) {
        const reason = has("server")
            ? "is given beside server; write one of the two"
            : "belongs to endpoint.server; write that too";
        findings.problem(`endpoint.${field}`, reason);
    }
    return findings.problems.length > before ? undefined : Object.fromEntries(given);
}
