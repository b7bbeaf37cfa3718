import { AsyncResource } from "node:async_hooks";
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
    const explain: pulumi.ErrorHookFunction = async ({ errors }) => {
        await pulumi.log.error(explainFailure(destination, errors), parent);
        return false;
    };
    // Bound to this program: the engine calls hooks from outside of it, where the log would lead nowhere.
    const hook = new pulumi.ErrorHook(`${resourceName}/failure`, AsyncResource.bind(explain));
    return { hooks: { onError: [hook] } };
}
