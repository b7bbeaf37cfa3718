/** What a filled token Secret holds. */
export interface Credential {
    token: string;
    /** The certificates that the cluster publishes, base64 of PEM; absent where it publishes none. */
    publishedAuthorityData?: string;
}

/**
 * The credential in a token Secret's `data`, or undefined where the token is not there, or not whole: Kubernetes
 * fills the Secret after its creation, and an empty token must never reach a kubeconfig.
 */
export function readCredential(data: Readonly<Record<string, string>> | undefined): Credential | undefined {
    const encoded = data?.token ?? "";
    const token = Buffer.from(encoded, "base64").toString("utf8");
    // Node reads on over what is not base64, and past a missing end.
    if (Buffer.from(token, "utf8").toString("base64") !== encoded) return undefined;
    // Header, payload and signature: a JSON Web Token, as the API server signs them.
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
    return { token, publishedAuthorityData: data?.["ca.crt"] || undefined };
}
