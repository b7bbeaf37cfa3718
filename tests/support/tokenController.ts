import type { ControlPlane } from "./controlPlane";
import { waitFor } from "./waiting";

/** What the API server's token controller does, step by step, for tests in which it is absent, slow or half done. */

/** A token Secret as users write it: empty, until somebody fills it. */
export async function createTokenSecret(
    { api }: ControlPlane,
    namespace: string,
    name: string,
    serviceAccount: string,
): Promise<void> {
    const response = await api.create(`/api/v1/namespaces/${namespace}/secrets`, {
        type: "kubernetes.io/service-account-token",
        metadata: { name, annotations: { "kubernetes.io/service-account.name": serviceAccount } },
    });
    if (response.status !== 201) {
        throw new Error(`Secret ${namespace}/${name}: ${response.status} ${response.body.message}`);
    }
}

/** Writes some of a token Secret's data: `ca.crt`, `namespace` or `token`. */
export async function fillByHand(
    { api }: ControlPlane,
    namespace: string,
    name: string,
    data: Record<string, string>,
): Promise<void> {
    const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")]);
    const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
    const response = await api.patch(path, { data: Object.fromEntries(encoded) });
    if (response.status !== 200) {
        throw new Error(`Secret ${namespace}/${name}: ${response.status} ${response.body.message}`);
    }
}

/** A token that the API server accepts for the ServiceAccount: for an hour. */
export async function requestToken(
    { api }: ControlPlane,
    namespace: string,
    serviceAccount: string,
): Promise<string> {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}/token`;
    const response = await api.create(path, {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: {},
    });
    if (response.status !== 201) {
        throw new Error(
            `Token of ${namespace}/${serviceAccount}: ${response.status} ${response.body.message}`,
        );
    }
    return response.body.status.token;
}

/** The decoded data of a Secret, once it has a token. */
export function waitForToken(
    { api }: ControlPlane,
    namespace: string,
    name: string,
): Promise<Record<string, string> & { token: string }> {
    return waitFor(`a token in Secret ${namespace}/${name}`, async () => {
        const { body } = await api.get(`/api/v1/namespaces/${namespace}/secrets/${name}`);
        const decoded: Record<string, string> = {};
        for (const [key, value] of Object.entries<string>(body.data ?? {})) {
            decoded[key] = Buffer.from(value, "base64").toString();
        }
        const { token } = decoded;
        return token ? { ...decoded, token } : undefined;
    });
}

/** Waits until somebody, the engine for example, has created a Secret in the namespace; returns its name. */
export function waitForTokenSecret({ api }: ControlPlane, namespace: string): Promise<string> {
    return waitFor(`a token Secret in ${namespace}`, async () => {
        const { body } = await api.get(
            `/api/v1/namespaces/${namespace}/secrets?fieldSelector=type=kubernetes.io/service-account-token`,
        );
        return body.items?.[0]?.metadata.name as string | undefined;
    });
}
