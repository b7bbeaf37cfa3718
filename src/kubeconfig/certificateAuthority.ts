import { X509Certificate } from "node:crypto";
import type { Findings } from "../validation/findings";
import { kindOf } from "./shown";

const unreadable = "contains a certificate that cannot be read; write it whole";
const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/**
 * Certificates as a kubeconfig embeds them, base64 of PEM, from PEM or from base64 of PEM. What was given never shows
 * in a message: people paste keys by mistake.
 */
export function checkCertificateAuthority(
    value: unknown,
    path: string,
    findings: Findings,
): string | undefined {
    const instead = "write the PEM that begins with -----BEGIN CERTIFICATE-----, or its base64";
    if (typeof value !== "string" || value.trim() === "") {
        return findings.problem(
            path,
            `is ${typeof value === "string" ? "empty" : kindOf(value)}; ${instead}`,
        );
    }
    const pem = value.includes("-----BEGIN") ? value : Buffer.from(value, "base64").toString("utf8");
    const blocks = [...pem.matchAll(block)];
    if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/.test(pem)) {
        return findings.problem(
            path,
            "contains a private key; write the certificates alone, and replace that key",
        );
    }
    const begun = pem.split("-----BEGIN ").length - 1;
    if (begun === 0) return findings.problem(path, `contains no certificate; ${instead}`);
    // One that lost its end would be left out without a word.
    if (begun > blocks.length) return findings.problem(path, unreadable);
    for (const [text, label] of blocks) {
        if (label !== "CERTIFICATE") {
            return findings.problem(path, `contains a ${label}; write certificates alone`);
        }
        const certificate = readCertificate(text);
        if (certificate === undefined) {
            return findings.problem(path, unreadable);
        }
        if (new Date(certificate.validTo) < new Date()) {
            findings.warning(`${path} contains a certificate that expired on ${certificate.validTo}`);
        }
    }
    const certificates = blocks.map(([text]) => `${text}\n`).join("");
    return Buffer.from(certificates, "utf8").toString("base64");
}

// All pipelines of a stack are for one cluster, mostly. What could not be read is kept too, and not again tried.
const read = new Map<string, X509Certificate | undefined>();

function readCertificate(pem: string): X509Certificate | undefined {
    if (!read.has(pem)) read.set(pem, parse(pem));
    return read.get(pem);
}

function parse(pem: string): X509Certificate | undefined {
    try {
        return new X509Certificate(pem);
    } catch {
        return undefined;
    }
}
