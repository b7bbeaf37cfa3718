import type { Endpoint } from "./endpoint";

/** What a kubeconfig for a pipeline says. */
export interface KubeconfigParts {
    endpoint: Endpoint;
    /** Name of the ServiceAccount. */
    user: string;
    namespace: string;
    token: string;
    /** The certificates that the cluster publishes, base64 of PEM: for endpoints that trust by them. */
    publishedAuthorityData?: string;
}

/** The name of the one context: the pipeline, and the cluster that it deploys to. */
export function contextName(user: string, endpoint: Endpoint): string {
    return `${user}@${endpoint.clusterName}`;
}

/**
 * A kubeconfig with one cluster, one user and one context, which is current and has the namespace: JSON, which every
 * client reads as YAML, without any white space, so that it fits an environment variable and a forge can mask it.
 */
export function renderKubeconfig({
    endpoint,
    user,
    namespace,
    token,
    publishedAuthorityData,
}: KubeconfigParts): string {
    if (token === "") throw new Error("a kubeconfig without a token authenticates nobody");
    const name = contextName(user, endpoint);
    const kubeconfig = {
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: endpoint.clusterName, cluster: clusterEntry(endpoint, publishedAuthorityData) }],
        contexts: [{ name, context: { cluster: endpoint.clusterName, namespace, user } }],
        "current-context": name,
        users: [{ name: user, user: { token } }],
    };
    // Inside JSON's strings a character is as well said by its code.
    return JSON.stringify(kubeconfig).replace(
        saidByCode,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/**
 * White space, which names of clusters may contain, and what JSON takes as it is but YAML does not: control characters.
 * Source: YAML 1.1, c-printable. Never the characters beyond \uffff, whose two codes YAML would not put together.
 */
const saidByCode = /[^\x21-\x7e\xa1-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\s/gu;

function clusterEntry(
    { server, trust, tlsServerName, proxyUrl }: Endpoint,
    publishedAuthorityData: string | undefined,
) {
    return {
        server,
        ...(trust.kind === "embedded" && { "certificate-authority-data": trust.certificateAuthorityData }),
        ...(trust.kind === "cluster" && { "certificate-authority-data": publishedAuthorityData }),
        ...(trust.kind === "blind" && { "insecure-skip-tls-verify": true }),
        ...(tlsServerName && { "tls-server-name": tlsServerName }),
        ...(proxyUrl && { "proxy-url": proxyUrl }),
    };
}
