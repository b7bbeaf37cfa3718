import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CertificateAuthority } from "./certificates";
import { renderKubeconfig } from "./controlPlaneKubeconfig";
import type { ApiEndpoint, KubernetesApi } from "./kubernetesApi";

export interface PolicyRule {
    apiGroups?: string[];
    resources?: string[];
    resourceNames?: string[];
    nonResourceURLs?: string[];
    verbs: string[];
}

/** What a user may do: in the whole cluster, and in namespaces that exist already. */
export interface Grants {
    cluster?: PolicyRule[];
    namespaces?: Record<string, PolicyRule[]>;
    groups?: string[];
}

export interface KubeconfigFile {
    text: string;
    file: string;
}

const RBAC = "/apis/rbac.authorization.k8s.io/v1";

/** People and machines other than the administrator, known by client certificates and limited by RBAC. */
export class ClusterUsers {
    constructor(
        private readonly directory: string,
        private readonly endpoint: ApiEndpoint,
        private readonly authority: CertificateAuthority,
        private readonly admin: KubernetesApi,
    ) {}

    async add(name: string, grants: Grants): Promise<KubeconfigFile> {
        const identity = await this.authority.issueClient(name, grants.groups);
        const text = renderKubeconfig(this.endpoint, name, identity);
        const file = join(this.directory, `user-${name}.kubeconfig`);
        writeFileSync(file, text, { mode: 0o600 });
        if (grants.cluster) {
            await this.grant(name, RBAC, "Cluster", grants.cluster);
        }
        for (const [namespace, rules] of Object.entries(grants.namespaces ?? {})) {
            await this.grant(name, `${RBAC}/namespaces/${namespace}`, "", rules);
        }
        return { text, file };
    }

    private async grant(
        user: string,
        path: string,
        scope: "Cluster" | "",
        rules: PolicyRule[],
    ): Promise<void> {
        const apiGroup = "rbac.authorization.k8s.io";
        const metadata = { name: `user-${user}` };
        const collection = scope === "Cluster" ? "cluster" : "";
        await this.create(`${path}/${collection}roles`, { metadata, rules });
        await this.create(`${path}/${collection}rolebindings`, {
            metadata,
            roleRef: { apiGroup, kind: `${scope}Role`, name: metadata.name },
            subjects: [{ apiGroup, kind: "User", name: user }],
        });
    }

    private async create(path: string, object: object): Promise<void> {
        const response = await this.admin.create(path, object);
        if (response.status !== 201) {
            throw new Error(`POST ${path}: ${response.status} ${JSON.stringify(response.body)}`);
        }
    }
}
