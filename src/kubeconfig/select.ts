import { isAbsolute, join } from "node:path";
import type { Findings } from "../validation/findings";
import { checkProxyUrl, checkServer, checkTlsServerName } from "./addresses";
import { checkCertificateAuthority } from "./certificateAuthority";
import type { Endpoint, Trust } from "./endpoint";
import type { Surroundings } from "./files";
import type { Cluster, Kubeconfig } from "./parse";
import { shown } from "./shown";

/** Which entry of a kubeconfig to take, and where that was said. */
export interface Selection {
    /** What to call the kubeconfig in messages. */
    path: string;
    /** Defaults to the current context. */
    context?: string;
    /** What to call the context in messages. */
    contextPath: string;
    /** A cluster by name, whatever the context says, and what to call that in messages. */
    cluster?: { name: string; path: string };
}

/** The endpoint that a context of a kubeconfig means. */
export function selectEndpoint(
    kubeconfig: Kubeconfig,
    { path, context, contextPath, cluster }: Selection,
    readFile: Surroundings["readFile"],
    findings: Findings,
): Endpoint | undefined {
    const clusterName = cluster?.name ?? clusterOf(kubeconfig, path, context, contextPath, findings);
    if (clusterName === undefined) return undefined;
    const entry = kubeconfig.clusters.get(clusterName);
    if (entry === undefined) {
        const there = listed(kubeconfig.clusters.keys());
        return cluster === undefined
            ? findings.problem(path, `has no cluster ${shown(clusterName)}; it has ${there}`)
            : findings.problem(
                  cluster.path,
                  `is ${shown(clusterName)}, which is not there; write one of ${there}`,
              );
    }
    return endpointOf(clusterName, entry, readFile, findings);
}

function clusterOf(
    kubeconfig: Kubeconfig,
    path: string,
    context: string | undefined,
    contextPath: string,
    findings: Findings,
): string | undefined {
    const contexts = listed(kubeconfig.contexts.keys());
    const name = context ?? kubeconfig.currentContext;
    if (name === undefined) {
        return findings.problem(path, `has no current context; write ${contextPath}: one of ${contexts}`);
    }
    const cluster = kubeconfig.contexts.get(name);
    if (cluster === "") {
        return findings.problem(path, `has a context ${shown(name)} without cluster; correct the kubeconfig`);
    }
    if (cluster !== undefined) return cluster;
    return context === undefined
        ? findings.problem(
              path,
              `has ${shown(name)} as current context, which is not there; it has ${contexts}`,
          )
        : findings.problem(contextPath, `is ${shown(context)}, which is not there; write one of ${contexts}`);
}

function endpointOf(
    clusterName: string,
    entry: Cluster,
    readFile: Surroundings["readFile"],
    findings: Findings,
): Endpoint | undefined {
    const before = findings.problems.length;
    const here = `${entry.origin.path} (cluster ${shown(clusterName)})`;
    const server = checkServer(entry.server, `${here} server`, findings);
    const trust = trustOf(entry, here, readFile, findings);
    const { tlsServerName: name, proxyUrl: proxy } = entry;
    const tlsServerName = isSet(name)
        ? checkTlsServerName(name, `${here} tls-server-name`, findings)
        : undefined;
    const proxyUrl = isSet(proxy) ? checkProxyUrl(proxy, `${here} proxy-url`, findings) : undefined;
    if (server === undefined || trust === undefined || findings.problems.length > before) return undefined;
    return { clusterName, server, trust, tlsServerName, proxyUrl };
}

function trustOf(
    entry: Cluster,
    here: string,
    readFile: Surroundings["readFile"],
    findings: Findings,
): Trust | undefined {
    const { insecureSkipTlsVerify: blind } = entry;
    if (isSet(blind) && typeof blind !== "boolean") {
        return findings.problem(
            `${here} insecure-skip-tls-verify`,
            `is ${shown(blind)}; write true or false`,
        );
    }
    if (blind) {
        if (isSet(entry.certificateAuthorityData) || isSet(entry.certificateAuthority)) {
            return findings.problem(
                `${here} insecure-skip-tls-verify`,
                "is true beside certificates, which kubectl refuses; remove it, so that they are used",
            );
        }
        findings.warning(
            `${here} has insecure-skip-tls-verify: the pipeline will not verify the API server, and whoever stands between can take its token`,
        );
        return { kind: "blind" };
    }
    const embed = (value: unknown, field: string): Trust | undefined => {
        const certificateAuthorityData = checkCertificateAuthority(value, `${here} ${field}`, findings);
        return certificateAuthorityData === undefined
            ? undefined
            : { kind: "embedded", certificateAuthorityData };
    };
    // Data overrides the file, as kubectl has it.
    if (isSet(entry.certificateAuthorityData)) {
        return embed(entry.certificateAuthorityData, "certificate-authority-data");
    }
    if (!isSet(entry.certificateAuthority)) return { kind: "system" };
    const written = entry.certificateAuthority;
    if (typeof written !== "string" || written.includes("\n")) {
        return findings.problem(
            `${here} certificate-authority`,
            "is not a path; write the certificates themselves as certificate-authority-data",
        );
    }
    const file = isAbsolute(written) ? written : join(entry.origin.directory, written);
    const text = readFile(file);
    if (typeof text !== "string") {
        return findings.problem(
            `${here} certificate-authority`,
            `names ${shown(file)}, which cannot be read (${text.code}); correct the path`,
        );
    }
    return embed(text, "certificate-authority");
}

function isSet(value: unknown): boolean {
    return value !== undefined && value !== null && value !== "";
}

function listed(names: Iterable<string>): string {
    const all = [...names];
    if (all.length === 0) return "none";
    return all.slice(0, 10).map(shown).join(", ") + (all.length > 10 ? `, and ${all.length - 10} more` : "");
}
