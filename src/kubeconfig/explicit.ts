import type { Findings } from "../validation/findings";
import { checkProxyUrl, checkServer, checkTlsServerName } from "./addresses";
import { checkCertificateAuthority } from "./certificateAuthority";
import type { Endpoint, Trust } from "./endpoint";
import { expandHome, type Surroundings } from "./files";
import { shown } from "./shown";
import type { EndpointSpec } from "./spec";

/** The endpoint that the arguments spell out. */
export function explicitEndpoint(
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
    if (/[\p{Cc}\p{Cs}]/u.test(given.clusterName ?? "")) {
        findings.problem("endpoint.clusterName", "contains a control character; write a name without");
    }
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
        const read = surroundings.readFile(expandHome(file, surroundings));
        if (typeof read !== "string") {
            return findings.problem(
                "endpoint.certificateAuthorityFile",
                file.includes("\n")
                    ? "is not a path; write certificates themselves as certificateAuthority"
                    : `is ${shown(file)}, which cannot be read (${read.code}); correct the path`,
            );
        }
        value = read;
    }
    if (value === undefined) return { kind: "cluster" };
    if (file === undefined && /^[^\n]{1,200}\.(crt|cer|pem)$/.test(value)) {
        return findings.problem(
            "endpoint.certificateAuthority",
            `is ${shown(value)}, the path of a file; write it as certificateAuthorityFile`,
        );
    }
    const path = file === undefined ? "endpoint.certificateAuthority" : "endpoint.certificateAuthorityFile";
    const certificateAuthorityData = checkCertificateAuthority(value, path, findings);
    return certificateAuthorityData === undefined
        ? undefined
        : { kind: "embedded", certificateAuthorityData };
}
