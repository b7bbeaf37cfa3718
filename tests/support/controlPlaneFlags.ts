import { join } from "node:path";

export type ControlPlanePart = "etcd" | "kube-apiserver" | "kube-controller-manager";

/** What the package's users meet: who fills token Secrets, who makes default objects, who cleans up. */
export const CONTROLLERS = [
    "serviceaccount-token-controller",
    "serviceaccount-controller",
    "root-ca-certificate-publisher-controller",
    "namespace-controller",
    "garbage-collector-controller",
];

/** Files in the control plane's directory. */
export const FILES = {
    certificateAuthority: "ca.crt",
    serverCertificate: "server.crt",
    serverKey: "server.key",
    serviceAccountKey: "service-account.key",
    adminKubeconfig: "admin.kubeconfig",
    controllerKubeconfig: "controller.kubeconfig",
    auditPolicy: "audit-policy.json",
    auditLog: "audit.log",
} as const;

export function etcdFlags(directory: string, clientPort: number, peerPort: number): string[] {
    const clients = `http://127.0.0.1:${clientPort}`;
    const peers = `http://127.0.0.1:${peerPort}`;
    return [
        "--name=default",
        `--data-dir=${join(directory, "etcd")}`,
        `--listen-client-urls=${clients}`,
        `--advertise-client-urls=${clients}`,
        `--listen-peer-urls=${peers}`,
        `--initial-advertise-peer-urls=${peers}`,
        `--initial-cluster=default=${peers}`,
        // The data are thrown away: nothing has to survive a power cut.
        "--unsafe-no-fsync",
        "--log-level=warn",
    ];
}

export function apiServerFlags(directory: string, port: number, etcdPort: number): string[] {
    const file = (name: string) => join(directory, name);
    return [
        `--etcd-servers=http://127.0.0.1:${etcdPort}`,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        `--secure-port=${port}`,
        // It would publish the loopback address as the endpoint of the "kubernetes" Service, which is refused.
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.0.0.0/24",
        `--tls-cert-file=${file(FILES.serverCertificate)}`,
        `--tls-private-key-file=${file(FILES.serverKey)}`,
        `--client-ca-file=${file(FILES.certificateAuthority)}`,
        "--service-account-issuer=https://kubernetes.default.svc",
        `--service-account-key-file=${file(FILES.serviceAccountKey)}`,
        `--service-account-signing-key-file=${file(FILES.serviceAccountKey)}`,
        "--authorization-mode=RBAC",
        `--audit-policy-file=${file(FILES.auditPolicy)}`,
        `--audit-log-path=${file(FILES.auditLog)}`,
    ];
}

export function controllerManagerFlags(directory: string, controllers: string[]): string[] {
    const file = (name: string) => join(directory, name);
    return [
        `--kubeconfig=${file(FILES.controllerKubeconfig)}`,
        `--controllers=${controllers.join(",")}`,
        `--root-ca-file=${file(FILES.certificateAuthority)}`,
        `--service-account-private-key-file=${file(FILES.serviceAccountKey)}`,
        // It serves nothing that is needed here, and there is only one.
        "--secure-port=0",
        "--leader-elect=false",
    ];
}
