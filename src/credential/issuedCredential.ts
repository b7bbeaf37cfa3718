import type { Secret } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../kubeconfig/endpoint";
import { PlainError } from "../plainError";
import { type Credential, readCredential } from "./credential";

/** The credential in a token Secret, a secret. Never an empty or half-filled one: that is an error. */
export function issuedCredential(tokenSecret: Secret): pulumi.Output<Credential> {
    return pulumi.secret(
        pulumi.all([tokenSecret.data, tokenSecret.metadata]).apply(([data, { namespace, name }]) => {
            const credential = readCredential(data);
            if (credential !== undefined) return credential;
            throw new PlainError(
                `Secret ${namespace}/${name} holds no whole token; run pulumi refresh and then pulumi up to read it again`,
                tokenSecret,
            );
        }),
    );
}

/** A kubeconfig that embeds no certificates where it should would trust whatever the client's machine trusts. */
export function refuseMissingAuthority(
    tokenSecret: Secret,
    { trust }: Endpoint,
    credential: Credential,
): void {
    if (trust.kind !== "cluster" || credential.publishedAuthorityData !== undefined) return;
    throw new PlainError(
        "the cluster publishes no certificates (its controller manager runs without --root-ca-file); write endpoint.certificateAuthority",
        tokenSecret,
    );
}
