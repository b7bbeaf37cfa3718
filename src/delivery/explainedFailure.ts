import * as pulumi from "@pulumi/pulumi";
import { explainFailure } from "./remedies";

/**
 * Resource options by which a destination that fails says what to do: the provider's own error knows neither the
 * place nor the remedy. Nothing is retried that the provider has not retried itself.
 */
export function explainedFailure(
    resourceName: string,
    destination: string,
    parent: pulumi.Resource | undefined,
) {
    const hook = new pulumi.ErrorHook(`${resourceName}/failure`, async ({ errors }) => {
        await pulumi.log.error(explainFailure(destination, errors), parent);
        return false;
    });
    return { hooks: { onError: [hook] } };
}
