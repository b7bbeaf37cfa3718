import { dirname, resolve as resolvePath } from "node:path";
import type { Findings } from "../validation/findings";
import { quote } from "../validation/problem";
import { checkProxyUrl, checkServer, checkTlsServerName } from "./addresses";
import { ambientKubeconfig } from "./ambient";
import { checkCertificateAuthority } from "./certificateAuthority";
import type { Endpoint, Trust } from "./endpoint";
import type { Surroundings } from "./files";
import { parseKubeconfig } from "./parse";
import { selectEndpoint } from "./select";

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

/** What the stack says of the cluster: the configuration of its Kubernetes provider. */
export interface StackCluster {
    /** `kubernetes:kubeconfig`: text, or the path of a file. */
    kubeconfig?: string;
    /** `kubernetes:context`. */
    context?: string;
    /** `kubernetes:cluster`. */
    cluster?: string;
    /** Whether a Kubernetes provider was passed, whose cluster nobody but the engine knows. */
    explicitProvider: boolean;
}

const besideServer = [
    "certificateAuthority",
    "certificateAuthorityFile",
    "clusterName",
    "tlsServerName",
    "proxyUrl",
];
const fields = ["server", "kubeconfig", "context", ...besideServer];

/**
 * Where the API server is, from the first of: explicit arguments, a kubeconfig given as an argument, the stack's
 * configuration, the ambient kubeconfig.
 */
export function resolveEndpoint(
    spec: unknown,
    stack: StackCluster,
    surroundings: Surroundings,
    findings: Findings,
): Endpoint | undefined {
    const given = checkFields(spec, findings);
    if (given === undefined) return undefined;
    if (given.server !== undefined) return explicitEndpoint(given, surroundings, findings);
    if (given.kubeconfig !== undefined) {
        return fromText(
            given.kubeconfig,
            "endpoint.kubeconfig",
            given.context,
            undefined,
            surroundings,
            findings,
        );
    }
    if (stack.explicitProvider && given.context === undefined) {
        return findings.problem(
            "endpoint",
            "is missing beside an explicit Kubernetes provider, whose cluster need not be the ambient one; write endpoint: { kubeconfig } with the kubeconfig of that provider, or endpoint: { server }",
        );
    }
    const context = given.context ?? stack.context;
    const contextPath = given.context === undefined ? "kubernetes:context" : "endpoint.context";
    if (stack.kubeconfig !== undefined && !stack.explicitProvider) {
        const { kubeconfig, cluster } = stack;
        return fromText(
            kubeconfig,
            "kubernetes:kubeconfig",
            context,
            cluster,
            surroundings,
            findings,
            contextPath,
        );
    }
    const ambient = ambientKubeconfig(surroundings, findings);
    if (ambient === undefined) return undefined;
    const path = surroundings.kubeconfigVariable ? "$KUBECONFIG" : "~/.kube/config";
    const selection = {
        path,
        context,
        contextPath: context === undefined ? "endpoint.context" : contextPath,
    };
    return selectEndpoint(ambient, { ...selection, cluster: stack.cluster }, surroundings.readFile, findings);
}

function checkFields(spec: unknown, findings: Findings): EndpointSpec | undefined {
    if (spec === undefined || spec === null) return {};
    if (typeof spec !== "object" || Array.isArray(spec)) {
        return findings.problem(
            "endpoint",
            `is ${quote(spec)}; write { server: "https://…" } or { kubeconfig }`,
        );
    }
    const before = findings.problems.length;
    const given = Object.entries(spec).filter(([, value]) => value !== undefined && value !== null);
    for (const [field, value] of given) {
        const path = `endpoint.${field}`;
        if (!fields.includes(field))
            findings.problem(path, `is not known; write one of ${fields.join(", ")}`);
        else if (typeof value !== "string") findings.problem(path, `is a ${typeof value}; write a text`);
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

function explicitEndpoint(
    given: EndpointSpec,
    surroundings: Surroundings,
    findings: Findings,
): Endpoint | undefined {
    const before = findings.problems.length;
    const server = checkServer(given.server, "endpoint.server", findings);
    const { tlsServerName: name, proxyUrl: proxy } = given;
    const tlsServerName = name && checkTlsServerName(name, "endpoint.tlsServerName", findings);
    const proxyUrl = proxy && checkProxyUrl(proxy, "endpoint.proxyUrl", findings);
    const trust = explicitTrust(given, surroundings, findings);
    if (server === undefined || trust === undefined || findings.problems.length > before) return undefined;
    const clusterName = given.clusterName ?? new URL(server).hostname;
    return { clusterName, server, trust, tlsServerName, proxyUrl };
}

function explicitTrust(
    given: EndpointSpec,
    surroundings: Surroundings,
    findings: Findings,
): Trust | undefined {
    const { certificateAuthority, certificateAuthorityFile: file } = given;
    if (certificateAuthority !== undefined && file !== undefined) {
        return findings.problem(
            "endpoint.certificateAuthorityFile",
            "is given beside certificateAuthority; write one of the two",
        );
    }
    let value = certificateAuthority;
    if (file !== undefined) {
        value = surroundings.readFile(expandHome(file, surroundings));
        if (value === undefined) {
            return findings.problem(
                "endpoint.certificateAuthorityFile",
                `is ${quote(file)}, which cannot be read; correct the path`,
            );
        }
    }
    if (value === undefined) return { kind: "cluster" };
    const path = file === undefined ? "endpoint.certificateAuthority" : "endpoint.certificateAuthorityFile";
    const certificateAuthorityData = checkCertificateAuthority(value, path, findings);
    return certificateAuthorityData === undefined
        ? undefined
        : { kind: "embedded", certificateAuthorityData };
}

/** From a kubeconfig that is given as text or as the path of a file, as the Kubernetes provider takes it. */
function fromText(
    textOrPath: string,
    path: string,
    context: string | undefined,
    cluster: string | undefined,
    surroundings: Surroundings,
    findings: Findings,
    contextPath = "endpoint.context",
): Endpoint | undefined {
    const isPath = !textOrPath.includes("\n") && !textOrPath.trimStart().startsWith("{");
    const file = isPath ? expandHome(textOrPath, surroundings) : undefined;
    const content = file === undefined ? undefined : surroundings.readFile(file);
    const directory =
        content === undefined || file === undefined ? process.cwd() : dirname(resolvePath(file));
    const kubeconfig = parseKubeconfig(content ?? textOrPath, { path, directory }, findings);
    if (kubeconfig === undefined) return undefined;
    return selectEndpoint(
        kubeconfig,
        { path, context, contextPath, cluster },
        surroundings.readFile,
        findings,
    );
}

function expandHome(path: string, { home }: Surroundings): string {
    return path.startsWith("~/") ? `${home}${path.slice(1)}` : path;
}
