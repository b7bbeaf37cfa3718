import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { Pipeline } from "../identity/pipeline";
import { explainFailure } from "./remedies";
import type { Settling } from "./settling";

/**
 * Resource options by which a destination that fails says what to do: the provider's own error knows neither the
 * place nor the remedy. Nothing is retried that the provider has not retried itself. Empty where the engine, or a
 * language host that is older than the engine, does not know error hooks: then the provider's error stands alone.
 */
export async function failureHook(
    { resourceName, options }: Pipeline,
    settling: Settling,
): Promise<pulumi.CustomResourceOptions> {
    // Users' unit tests have mocks in place of the engine, which do not know hooks.
    if (!("registerErrorHook" in (pulumi.runtime.getMonitor() ?? {}))) return {};
    const explain: pulumi.ErrorHookFunction = async ({ name, errors }) => {
        const destination = name.slice(resourceName.length + 1);
        await pulumi.log.error(explainFailure(destination, errors), options.parent);
        await settling.failed(destination);
        return false;
    };
    // Bound to this program: the engine calls hooks from outside of it, where the log would lead nowhere.
    const hook = new pulumi.ErrorHook(`${resourceName}/delivery`, AsyncResource.bind(explain));
    return (await isRegistered(hook)) ? { hooks: { onError: [hook] } } : {};
}

/** The SDK tells the end of the registration by a field that its types leave out. */
async function isRegistered(hook: pulumi.ErrorHook): Promise<boolean> {
    const { __registered: registration } = hook as unknown as { __registered?: Promise<void> };
    try {
        await registration;
        return true;
    } catch {
        return false;
    }
}
