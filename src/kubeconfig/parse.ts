import { createHash } from "node:crypto";
import { LineCounter, parseDocument } from "yaml";
import type { Findings } from "../validation/findings";
import { shown } from "./shown";

/** The part of a kubeconfig that is not a secret: clusters, and which of them each context means. */
export interface Kubeconfig {
    clusters: Map<string, Cluster>;
    /** The name of the cluster, by the name of the context. */
    contexts: Map<string, string>;
    currentContext?: string;
}

/** An entry under `clusters`, as it was written. */
export interface Cluster {
    server?: unknown;
    certificateAuthorityData?: unknown;
    /** Path of a file, relative to the kubeconfig's own directory. */
    certificateAuthority?: unknown;
    insecureSkipTlsVerify?: unknown;
    tlsServerName?: unknown;
    proxyUrl?: unknown;
    /** What to call the kubeconfig in messages, and the directory that paths in it start from. */
    origin: Origin;
}

/** Where a kubeconfig came from. */
export interface Origin {
    path: string;
    directory: string;
}

/** A kubeconfig is some kilobytes; Kubernetes keeps objects below 1.5 MiB. */
const largest = 2 * 1024 * 1024;

// A stack of a hundred pipelines reads the same kubeconfig a hundred times; some are large. Known by their hashes, so
// that no credential in the text is kept.
const parsed = new Map<string, { hash: string; kubeconfig: Kubeconfig }>();

/**
 * Reads a kubeconfig, YAML or JSON. Users and their credentials are dropped here, and no message quotes the text.
 */
export function parseKubeconfig(text: string, origin: Origin, findings: Findings): Kubeconfig | undefined {
    const hash = createHash("sha256").update(`${origin.directory}\n${text}`).digest("base64");
    const known = parsed.get(origin.path);
    if (known?.hash === hash) return known.kubeconfig;
    const before = findings.problems.length;
    const kubeconfig = readKubeconfig(text, origin, findings);
    if (kubeconfig === undefined || findings.problems.length > before) return undefined;
    parsed.set(origin.path, { hash, kubeconfig });
    return kubeconfig;
}

function readKubeconfig(text: string, origin: Origin, findings: Findings): Kubeconfig | undefined {
    const { path } = origin;
    const content = readYaml(text, path, findings);
    if (content === undefined) return undefined;
    if (typeof content.kind === "string" && content.kind !== "Config") {
        return findings.problem(
            path,
            `is a ${shown(content.kind)} object, not a kubeconfig; write a kubeconfig`,
        );
    }
    const clusters = new Map<string, Cluster>();
    for (const [name, cluster] of entries(content, "clusters", "cluster", path, findings)) {
        if (clusters.has(name)) {
            // kubectl refuses the file.
            findings.problem(path, `has two clusters named ${shown(name)}; remove one`);
        }
        clusters.set(name, {
            server: cluster.server,
            certificateAuthorityData: cluster["certificate-authority-data"],
            certificateAuthority: cluster["certificate-authority"],
            insecureSkipTlsVerify: cluster["insecure-skip-tls-verify"],
            tlsServerName: cluster["tls-server-name"],
            proxyUrl: cluster["proxy-url"],
            origin,
        });
    }
    const contexts = new Map<string, string>();
    for (const [name, context] of entries(content, "contexts", "context", path, findings)) {
        if (contexts.has(name)) findings.problem(path, `has two contexts named ${shown(name)}; remove one`);
        contexts.set(name, typeof context.cluster === "string" ? context.cluster : "");
    }
    const current = content["current-context"];
    return {
        clusters,
        contexts,
        currentContext: typeof current === "string" && current !== "" ? current : undefined,
    };
}

type Mapping = Record<string, unknown>;

function readYaml(text: string, path: string, findings: Findings): Mapping | undefined {
    if (text.length > largest) {
        return findings.problem(
            path,
            `is ${text.length} characters long; write a kubeconfig, which is much smaller`,
        );
    }
    const lineCounter = new LineCounter();
    // Pretty errors quote the line that is wrong, and warnings the key, which may hold a credential.
    // Merge keys (<<) are of YAML 1.1, which kubectl reads: without them a cluster would lose its certificates.
    const document = parseDocument(text, {
        prettyErrors: false,
        lineCounter,
        logLevel: "error",
        merge: true,
    });
    const [error] = document.errors;
    if (error !== undefined) {
        const { line } = lineCounter.linePos(error.pos[0]);
        return findings.problem(path, `is not valid YAML at line ${line} (${error.code}); correct it there`);
    }
    let content: unknown;
    try {
        content = document.toJS({ maxAliasCount: 100 });
    } catch {
        return findings.problem(
            path,
            "has aliases (*name) that refer to nothing, or to very much; write out what they mean",
        );
    }
    if (isMapping(content)) return content;
    const encoded = typeof content === "string" && isEncodedKubeconfig(content);
    return findings.problem(
        path,
        encoded
            ? "is base64; decode it, and write the kubeconfig itself"
            : "is not a kubeconfig; write its text, or the path of a file that exists",
    );
}

/** Whether a text is a kubeconfig in base64, as CI variables often have it. */
export function isEncodedKubeconfig(text: string): boolean {
    return Buffer.from(text, "base64").includes("clusters");
}

function* entries(
    content: Mapping,
    list: string,
    field: string,
    path: string,
    findings: Findings,
): Generator<[string, Mapping]> {
    const items = content[list] ?? [];
    if (!Array.isArray(items)) {
        findings.problem(path, `has ${list} that are not a list; correct the kubeconfig`);
        return;
    }
    for (const [index, item] of items.entries()) {
        if (!isMapping(item) || typeof item.name !== "string" || !isMapping(item[field])) {
            findings.problem(
                path,
                `has a ${list}[${index}] without name and ${field}; correct the kubeconfig`,
            );
        } else {
            yield [item.name, item[field]];
        }
    }
}

function isMapping(value: unknown): value is Mapping {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
