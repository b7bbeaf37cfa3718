import { join } from "node:path";
import { AuditLog } from "./auditLog";
import { CertificateAuthority } from "./certificates";
import { ClusterUsers, type Grants, type KubeconfigFile } from "./clusterUsers";
import { type CommandResult, runCommand } from "./commandRun";
import { writeControlPlaneFiles } from "./controlPlaneFiles";
import {
    apiServerFlags,
    CONTROLLERS,
    type ControlPlanePart,
    controllerManagerFlags,
    etcdFlags,
    FILES,
} from "./controlPlaneFlags";
import { renderKubeconfig } from "./controlPlaneKubeconfig";
import { type ApiEndpoint, KubernetesApi } from "./kubernetesApi";
import { OwnedProcess } from "./ownedProcess";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "./ownership";
import { freePorts } from "./ports";
import { waitFor } from "./waiting";

export interface ControlPlaneOptions {
    executables: Record<ControlPlanePart | "kubectl", string>;
    /** Added to the parts' own flags. */
    flags?: Partial<Record<ControlPlanePart, string[]>>;
    /** Which controllers to run; none at all where false. */
    controllers?: string[] | false;
}

/** etcd, kube-apiserver and kube-controller-manager on loopback, with everything in a temporary directory. */
export class ControlPlane {
    private readonly running = new Map<ControlPlanePart, OwnedProcess>();
    private readonly users: ClusterUsers;
    readonly auditLog: AuditLog;

    private constructor(
        private readonly options: ControlPlaneOptions,
        readonly directory: string,
        private readonly endpoint: ApiEndpoint,
        authority: CertificateAuthority,
        /** Asks as an administrator. */
        readonly api: KubernetesApi,
        readonly adminKubeconfig: string,
    ) {
        this.auditLog = new AuditLog(join(directory, FILES.auditLog));
        this.users = new ClusterUsers(directory, endpoint, authority, api);
    }

    static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
        const attempts = 3;
        for (let attempt = 1; ; attempt++) {
            try {
                return await ControlPlane.startOnce(options);
            } catch (error) {
                // Another process took a port between the moment it was found free and its use.
                if (attempt === attempts || !String(error).includes("address already in use")) {
                    throw error;
                }
            }
        }
    }

    private static async startOnce(options: ControlPlaneOptions): Promise<ControlPlane> {
        const directory = ownTemporaryDirectory("control-plane");
        const [apiPort = 0, etcdPort = 0, peerPort = 0] = await freePorts(3);
        const authority = await CertificateAuthority.create("Local control plane");
        const endpoint = {
            server: `https://127.0.0.1:${apiPort}`,
            certificateAuthority: authority.certificate,
        };
        const admin = await authority.issueClient("administrator", ["system:masters"]);
        const controlPlane = new ControlPlane(
            options,
            directory,
            endpoint,
            authority,
            new KubernetesApi(endpoint, admin),
            renderKubeconfig(endpoint, "administrator", admin),
        );
        try {
            await writeControlPlaneFiles(directory, endpoint, authority, controlPlane.adminKubeconfig);
            await Promise.all([
                controlPlane.run("etcd", etcdFlags(directory, etcdPort, peerPort)),
                controlPlane.run("kube-apiserver", apiServerFlags(directory, apiPort, etcdPort)),
            ]);
            await controlPlane.untilReady();
            if (options.controllers !== false) {
                await controlPlane.startController(options.controllers);
            }
            return controlPlane;
        } catch (error) {
            await controlPlane.stop();
            throw error;
        }
    }

    /** `https://127.0.0.1:port` */
    get server(): string {
        return this.endpoint.server;
    }

    /** As PEM text. */
    get certificateAuthority(): string {
        return this.endpoint.certificateAuthority;
    }

    get adminKubeconfigFile(): string {
        return join(this.directory, FILES.adminKubeconfig);
    }

    /** The processes that run now. */
    get pids(): number[] {
        return [...this.running.values()].map((process) => process.pid);
    }

    /** Runs kubectl as an administrator, or with the kubeconfig file that is given. */
    kubectl(args: string[], options: { kubeconfig?: string; input?: string } = {}): Promise<CommandResult> {
        return runCommand(this.options.executables.kubectl, args, {
            cwd: this.directory,
            input: options.input,
            env: {
                PATH: process.env.PATH,
                HOME: this.directory,
                KUBECONFIG: options.kubeconfig ?? this.adminKubeconfigFile,
            },
        });
    }

    /** Asks the API server as the bearer of this token. */
    apiWithToken(token: string): KubernetesApi {
        return new KubernetesApi(this.endpoint, { token });
    }

    /** A user with a client certificate, who may do what is granted and no more. */
    addUser(name: string, grants: Grants): Promise<KubeconfigFile> {
        return this.users.add(name, grants);
    }

    async createNamespace(name: string, labels: Record<string, string> = {}): Promise<void> {
        const response = await this.api.create("/api/v1/namespaces", { metadata: { name, labels } });
        if (response.status !== 201) {
            throw new Error(`Namespace ${name}: ${JSON.stringify(response.body)}`);
        }
    }

    /** Starts the controllers: all, or those named. The first time, waits until they have done something. */
    async startController(controllers: string[] = CONTROLLERS): Promise<void> {
        await this.stopController();
        await this.run("kube-controller-manager", controllerManagerFlags(this.directory, controllers));
        if (controllers.includes("serviceaccount-controller")) {
            await this.until(
                "the default ServiceAccount",
                "/api/v1/namespaces/default/serviceaccounts/default",
            );
        }
    }

    /** From now on nobody fills token Secrets, nor makes default ServiceAccounts, nor empties namespaces. */
    async stopController(): Promise<void> {
        await this.running.get("kube-controller-manager")?.stop();
        this.running.delete("kube-controller-manager");
    }

    async stop(): Promise<void> {
        await Promise.all([...this.running.values()].map((process) => process.stop()));
        this.running.clear();
        this.api.close();
        removeTemporaryDirectory(this.directory);
    }

    private async run(part: ControlPlanePart, flags: string[]): Promise<void> {
        const process = await OwnedProcess.start(part, {
            executable: this.options.executables[part],
            args: [...flags, ...(this.options.flags?.[part] ?? [])],
            logFile: join(this.directory, `${part}.log`),
            cwd: this.directory,
            env: { PATH: "", HOME: this.directory },
        });
        this.running.set(part, process);
    }

    private async untilReady(): Promise<void> {
        await this.until("the API server", "/readyz");
        await this.until("the default namespace", "/api/v1/namespaces/default");
    }

    private async until(what: string, path: string): Promise<void> {
        await waitFor(
            what,
            async () => {
                for (const process of this.running.values()) {
                    if (!process.alive) {
                        throw new Error(`${process.name} ended early. It said:\n${process.lastWords}`);
                    }
                }
                const response = await this.api.get(path).catch(() => undefined);
                return response?.status === 200;
            },
            { seconds: 90 },
        );
    }
}
