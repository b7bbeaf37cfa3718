import type { ControlPlane } from "../controlPlane";
import { createTokenSecret, waitForToken } from "../tokenController";

/**
 * A ServiceAccount that may list the ConfigMaps of a namespace of its own, in which there is one, `settings`, made
 * by hand. Returns the data of its token Secret.
 */
export async function createPipeline(
    controlPlane: ControlPlane,
    namespace: string,
    name: string,
): Promise<Record<string, string>> {
    await controlPlane.createNamespace(namespace);
    const create = async (path: string, object: object) => {
        const { status, body } = await controlPlane.api.create(
            `${path}/namespaces/${namespace}/${kindOf(object)}`,
            object,
        );
        if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(body)}`);
    };
    const metadata = { name };
    const apiGroup = "rbac.authorization.k8s.io";
    await create("/api/v1", { kind: "ConfigMap", metadata: { name: "settings" } });
    await create("/api/v1", { kind: "ServiceAccount", metadata });
    await create(`/apis/${apiGroup}/v1`, {
        kind: "Role",
        metadata,
        rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["list"] }],
    });
    await create(`/apis/${apiGroup}/v1`, {
        kind: "RoleBinding",
        metadata,
        roleRef: { apiGroup, kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
    });
    await createTokenSecret(controlPlane, namespace, name, name);
    await waitForToken(controlPlane, namespace, name);
    return (await controlPlane.api.get(`/api/v1/namespaces/${namespace}/secrets/${name}`)).body.data;
}

function kindOf(object: object): string {
    return `${(object as { kind: string }).kind.toLowerCase()}s`;
}
