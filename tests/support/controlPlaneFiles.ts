import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CertificateAuthority } from "./certificates";
import { FILES } from "./controlPlaneFlags";
import { renderKubeconfig } from "./controlPlaneKubeconfig";
import type { ApiEndpoint } from "./kubernetesApi";

/** Who did what to which object; never a body, since those hold Secrets. */
const AUDIT_POLICY = {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [{ level: "Metadata" }],
};

/** What the parts read when they start. */
export async function writeControlPlaneFiles(
    directory: string,
    endpoint: ApiEndpoint,
    authority: CertificateAuthority,
    adminKubeconfig: string,
): Promise<void> {
    const write = (name: string, text: string) => writeFileSync(join(directory, name), text, { mode: 0o600 });
    const server = await authority.issueServer(["127.0.0.1", "localhost"]);
    const controller = await authority.issueClient("system:kube-controller-manager", ["system:masters"]);
    write(FILES.certificateAuthority, authority.certificate);
    write(FILES.serverCertificate, server.certificate);
    write(FILES.serverKey, server.privateKey);
    write(FILES.serviceAccountKey, serviceAccountKey());
    write(FILES.controllerKubeconfig, renderKubeconfig(endpoint, "controller", controller));
    write(FILES.auditPolicy, JSON.stringify(AUDIT_POLICY));
    write(FILES.adminKubeconfig, adminKubeconfig);
}

/** RSA, as in most clusters: the tokens then are as long as the real ones. */
function serviceAccountKey(): string {
    return generateKeyPairSync("rsa", {
        modulusLength: 2048,
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
        publicKeyEncoding: { type: "spki", format: "pem" },
    }).privateKey;
}
