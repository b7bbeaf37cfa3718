import type { ServiceAccount } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "../identity/pipeline";

/** Kubernetes fills a token Secret within milliseconds; after this long something is amiss. */
const unusualAfterMilliseconds = 5_000;

/**
 * Says what is being waited for, and what is likely amiss, where the token does not come: the provider's own error at
 * the end of the wait knows neither.
 */
export function explainLongWait(
    component: pulumi.Resource,
    pipeline: Pipeline,
    serviceAccount: ServiceAccount,
    arrived: pulumi.Output<unknown>,
    timeoutSeconds: number,
): void {
    if (pulumi.runtime.isDryRun()) return;
    let timer: NodeJS.Timeout | undefined;
    serviceAccount.metadata.apply(({ namespace, name }) => {
        const wait = Math.min(unusualAfterMilliseconds, (timeoutSeconds * 1000) / 2);
        timer = setTimeout(() => {
            void pulumi.log.warn(
                `Kubernetes has not filled Secret ${namespace}/${pipeline.resourceName}-token-… with a token for ServiceAccount ${name} yet; waiting up to ${timeoutSeconds} seconds. ` +
                    "Likely its token controller (kube-controller-manager, serviceaccount-token-controller) is down or busy, or an admission policy holds the Secret back. " +
                    `Look at it with: kubectl -n ${namespace} describe secret -l app.kubernetes.io/instance=${pipeline.name}. ` +
                    "Where the token does not come in time nothing is lost: the next pulumi up waits for it again.",
                component,
            );
        }, wait);
        // The program must be able to end while this waits.
        timer.unref();
    });
    arrived.apply(() => clearTimeout(timer));
}
