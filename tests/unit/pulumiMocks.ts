import * as pulumi from "@pulumi/pulumi";

/** A resource as the program registered it. */
export interface Registered {
    type: string;
    name: string;
    // biome-ignore lint/suspicious/noExplicitAny: inputs are what each type of resource takes.
    inputs: any;
    /** The provider's URN and id; empty for the default one. */
    provider: string;
}

/** What a mocked token Secret is filled with; a value to search for, not a secret. */
export const mockToken = "eyJhbGciOiJtb2NrIn0.eyJzdWIiOiJzaG9wIn0.bW9ja2VkLXNpZ25hdHVyZQ";

/**
 * Runs a program against mocks of the engine, and returns what it registered. Mocks answer at once with the inputs
 * as the state, and fill token Secrets; they know nothing of ordering, diffs or providers, which the integration
 * tests are for.
 */
export async function registered(
    program: () => unknown,
    resources: Registered[] = [],
): Promise<Registered[]> {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, provider = "" }) => {
                resources.push({ type, name, inputs, provider });
                const isToken = inputs.type === "kubernetes.io/service-account-token";
                const name_ = inputs.metadata?.name ?? `${name}-1a2b3c4d`;
                const data = {
                    token: base64(mockToken),
                    "ca.crt": base64("published certificates"),
                    namespace: base64("shop"),
                };
                return {
                    id: `${inputs.metadata?.namespace}/${name_}`,
                    state: {
                        ...inputs,
                        ...(inputs.metadata && { metadata: { ...inputs.metadata, name: name_ } }),
                        ...(isToken && { data }),
                    },
                };
            },
            call: ({ inputs }) => inputs,
        },
        "project",
        "stack",
        false,
        "organization",
    );
    await pulumi.runtime.runInPulumiStack(async () => {
        await program();
    });
    // Until everything that the program registered has been answered.
    await pulumi.runtime.disconnect();
    return resources;
}

/** The value of an output, once it is known. */
export function resolved<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
