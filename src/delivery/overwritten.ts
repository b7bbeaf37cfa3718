import * as pulumi from "@pulumi/pulumi";

/**
 * Says that somebody overwrote a GitHub secret, and how to put it back. At a refresh the provider notes when GitHub
 * last saw it change, and does nothing about it (upstream release 6.11.1, which should repair it, finds no difference).
 * Silent with SDKs that do not know these times.
 */
export function warnOfOverwriting(
    secret: pulumi.CustomResource,
    destination: string,
    parent: pulumi.Resource | undefined,
): void {
    const { updatedAt, remoteUpdatedAt } = secret as Partial<
        Record<string, pulumi.Output<string | undefined>>
    > &
        pulumi.CustomResource;
    if (updatedAt === undefined || remoteUpdatedAt === undefined) return;
    pulumi.all([secret.urn, updatedAt, remoteUpdatedAt]).apply(([urn, ours, theirs]) => {
        if (!ours || !theirs || ours === theirs) return;
        void pulumi.log.warn(
            `${destination} was overwritten outside of Pulumi, at ${theirs}; put it back with: pulumi up --replace '${urn}'`,
            parent,
        );
    });
}
