import type { KeyPair } from "./certificates";
import type { ApiEndpoint } from "./kubernetesApi";

/** A kubeconfig that holds everything inline, as people have in `~/.kube/config`. */
export function renderKubeconfig(endpoint: ApiEndpoint, user: string, identity: KeyPair): string {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const name = "local";
    return JSON.stringify(
        {
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                {
                    name,
                    cluster: {
                        server: endpoint.server,
                        "certificate-authority-data": base64(endpoint.certificateAuthority),
                    },
                },
            ],
            users: [
                {
                    name: user,
                    user: {
                        "client-certificate-data": base64(identity.certificate),
                        "client-key-data": base64(identity.privateKey),
                    },
                },
            ],
            contexts: [{ name, context: { cluster: name, user } }],
            "current-context": name,
        },
        undefined,
        2,
    );
}
