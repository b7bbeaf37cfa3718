/** Where the API server is, and how a client trusts it: what a kubeconfig says under `clusters`. */
export interface Endpoint {
    clusterName: string;
    /** `https://` URL, without credentials, query or fragment. */
    server: string;
    trust: Trust;
    /** Name in the server's certificate, where it is not the host of `server`. */
    tlsServerName?: string;
    /** Followed by kubectl, client-go and @kubernetes/client-node; the Python client goes by its environment alone. */
    proxyUrl?: string;
}

/**
 * How a client knows the API server:
 * - `embedded`: by these certificates, base64 of PEM;
 * - `cluster`: by the certificates that the cluster publishes, which a token Secret holds as `ca.crt`;
 * - `system`: by the client's own trust store, as a kubeconfig without certificates has it;
 * - `blind`: not at all (`insecure-skip-tls-verify`).
 */
export type Trust =
    | { kind: "embedded"; certificateAuthorityData: string }
    | { kind: "cluster" }
    | { kind: "system" }
    | { kind: "blind" };
