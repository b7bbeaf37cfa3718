import type { ConfigMap, PulumiFn } from "@pulumi/pulumi/automation";
import type { ControlPlane } from "./controlPlane";
import { pulumiInstallation } from "./executables";
import { InlineStack } from "./inlineStack";
import { PulumiSandbox } from "./pulumiSandbox";
import { sharedControlPlane } from "./sharedControlPlane";

/** What a test of the component works with: a cluster, a namespace that nobody else uses, and a stack. */
export interface AccessStack {
    controlPlane: ControlPlane;
    sandbox: PulumiSandbox;
    stack: InlineStack;
    namespace: string;
    /** The bearer of a token in the stack's outputs. */
    holderOf(output: string): Promise<ReturnType<ControlPlane["apiWithToken"]>>;
    /** Objects of a kind in the namespace: `secrets`, `apis/rbac.authorization.k8s.io/v1/roles`. */
    // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect from any kind of object.
    objects(resource: string, labelSelector?: string): Promise<any[]>;
    /** Destroys the stack, and whatever else is in the namespace. */
    end(): Promise<void>;
}

export interface AccessStackOptions {
    program?: PulumiFn;
    /** Defaults to the one that all tests share. */
    controlPlane?: ControlPlane;
    /** Added to the stack's configuration. */
    config?: ConfigMap;
}

/** A stack whose program runs against a control plane, in a new namespace of this name. */
export async function accessStack(namespace: string, options: AccessStackOptions = {}): Promise<AccessStack> {
    const { program = async () => ({}), controlPlane = await sharedControlPlane(), config } = options;
    await controlPlane.createNamespace(namespace);
    const sandbox = new PulumiSandbox(await pulumiInstallation());
    const stack = await InlineStack.create(sandbox, {
        program,
        project: namespace,
        config: { "kubernetes:kubeconfig": { value: controlPlane.adminKubeconfig, secret: true }, ...config },
    });
    return {
        controlPlane,
        sandbox,
        stack,
        namespace,
        holderOf: async (output) => controlPlane.apiWithToken((await stack.outputs())[output]?.value),
        objects: async (resource, labelSelector = "") => {
            const [name = "", ...prefix] = resource.split("/").reverse();
            const group = prefix.length > 0 ? prefix.reverse().join("/") : "api/v1";
            const path = `/${group}/namespaces/${namespace}/${name}?labelSelector=${labelSelector}`;
            return (await controlPlane.api.get(path)).body.items;
        },
        end: async () => {
            await stack.destroy();
            await controlPlane.api.delete(`/api/v1/namespaces/${namespace}`);
            sandbox.remove();
        },
    };
}
