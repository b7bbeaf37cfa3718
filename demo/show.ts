import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "../tests/support/commandRun";
import { pulumiInstallation } from "../tests/support/executables";
import { type Forges, startForges } from "../tests/support/forge/forges";
import { PulumiProject } from "../tests/support/pulumiProject";
import { PulumiSandbox } from "../tests/support/pulumiSandbox";
import { waitFor } from "../tests/support/waiting";
import type { Cluster } from "./cluster";
import { begin, quote, say, showCommand } from "./narration";

const examples = join(__dirname, "..", "examples");

/** What the demo shows, chapter by chapter, and how it is taken down. */
export class Show {
    private sandbox: PulumiSandbox | undefined;
    private forges: Forges | undefined;
    private readonly projects: PulumiProject[] = [];

    constructor(
        private readonly cluster: Cluster,
        private readonly interrupted: AbortSignal,
    ) {}

    async run(): Promise<void> {
        const { namespace } = this.cluster;
        this.sandbox = new PulumiSandbox(await pulumiInstallation());
        await this.createNamespace();

        begin("One pulumi up: examples/quick-start");
        const quickStart = await this.project("quick-start");
        await quickStart.setConfig("namespace", namespace);
        await this.up(quickStart);
        const { kubeconfig, username } = await quickStart.outputs({ showSecrets: true });
        const pipeline = this.privateFile(kubeconfig);

        begin("What it made");
        await this.showObjects();

        begin("The pipeline deploys: allowed");
        say("With the issued kubeconfig alone, which knows the cluster and the namespace.");
        await this.kubectl(pipeline, ["apply", "-f", join(__dirname, "application.yaml")], 0);
        await this.kubectl(
            pipeline,
            ["get", "deployments,services,ingresses,horizontalpodautoscalers", "--output", "name"],
            0,
        );

        begin("Outside of its namespace, and outside of its Role: refused");
        await this.kubectl(pipeline, ["get", "pods", "--namespace", "default"], 1);
        await this.kubectl(
            pipeline,
            ["create", "rolebinding", "more", "--clusterrole=admin", "--user=anybody"],
            1,
        );
        await this.kubectl(pipeline, ["get", "nodes"], 1);

        begin("The audit log names the pipeline");
        await this.showAuditLog(username);

        begin("Taken back");
        await this.destroyAll();
        say("The token that the pipeline held is worth nothing any more:");
        const refused = await waitFor("the token to be refused", () => this.refusal(pipeline), {
            seconds: 15,
        });
        quote(refused);

        begin("Delivered: examples/github-actions, to an emulator of GitHub's API");
        await this.deliver();

        begin("Everything is taken down");
    }

    /** Leaves nothing behind, wherever the show ended. */
    async takeDown(): Promise<void> {
        await this.destroyAll();
        await this.forges?.stop();
        if (this.cluster.context !== undefined) {
            await this.cluster.kubectl([
                "delete",
                "namespace",
                this.cluster.namespace,
                "--ignore-not-found",
                "--wait=false",
            ]);
        }
        this.sandbox?.remove();
    }

    private async createNamespace(): Promise<void> {
        const { code, stderr } = await this.cluster.kubectl(["create", "namespace", this.cluster.namespace]);
        if (code !== 0)
            throw new Error(`The namespace ${this.cluster.namespace} could not be created: ${stderr}`);
    }

    /** A copy of an example, as a user would have it, in the sandbox. */
    private async project(example: string): Promise<PulumiProject> {
        if (!this.sandbox) throw new Error("The show has not begun");
        const project = await PulumiProject.copyOf(this.sandbox, join(examples, example), "demo");
        this.projects.push(project);
        if (this.cluster.context !== undefined)
            await project.setConfig("kubernetes:context", this.cluster.context);
        return project;
    }

    private async up(project: PulumiProject): Promise<void> {
        this.interrupted.throwIfAborted();
        showCommand("pulumi up --yes");
        const options = { env: { KUBECONFIG: this.cluster.kubeconfig }, signal: this.interrupted };
        const { stdout } = await project.up([], options);
        quote(stdout.slice(stdout.search(/^Outputs:|^Resources:/m)));
    }

    private async destroyAll(): Promise<void> {
        for (let project = this.projects.pop(); project !== undefined; project = this.projects.pop()) {
            showCommand(`pulumi destroy --yes   # ${project.name}`);
            await project.destroy([], { env: { KUBECONFIG: this.cluster.kubeconfig } });
        }
    }

    private async showObjects(): Promise<void> {
        const { namespace } = this.cluster;
        const selector = "app.kubernetes.io/name=ci-access";
        const args = [
            "get",
            "serviceaccounts,roles,rolebindings,secrets",
            "--namespace",
            namespace,
            "--selector",
            selector,
        ];
        showCommand(`kubectl ${args.join(" ")}`);
        quote((await this.cluster.kubectl([...args, "--output", "name"])).stdout);
        say("Each of them tells whose it is:");
        const annotations = ["get", "serviceaccount", "shop-deploy", "--namespace", namespace];
        quote(
            (await this.cluster.kubectl([...annotations, "--output", "jsonpath={.metadata.annotations}"]))
                .stdout,
        );
    }

    /** Runs kubectl as the pipeline, and shows what became of it. */
    private async kubectl(kubeconfig: string, args: string[], expected: 0 | 1): Promise<CommandResult> {
        this.interrupted.throwIfAborted();
        showCommand(`kubectl ${args.join(" ").replace(__dirname, "demo")}`);
        const result = await this.cluster.kubectl(args, kubeconfig);
        quote(result.stdout + result.stderr);
        if ((result.code === 0) !== (expected === 0)) {
            throw new Error(`kubectl ${args.join(" ")} was to be ${expected === 0 ? "allowed" : "refused"}`);
        }
        return result;
    }

    /** What the API server says to the bearer of a revoked token. It remembers for ten seconds that it was good. */
    private async refusal(kubeconfig: string): Promise<string | undefined> {
        const { code, stderr } = await this.cluster.kubectl(["get", "configmaps"], kubeconfig);
        return code !== 0 && /Unauthorized|logged in/.test(stderr) ? stderr : undefined;
    }

    private async showAuditLog(username: string): Promise<void> {
        if (!this.cluster.auditLog) {
            say(
                `The audit log of your API server names it too, as ${username}; it is not for the demo to read.`,
            );
            return;
        }
        const event = await this.cluster.auditLog.waitFor(
            "the pipeline creates its Deployment",
            ({ user, objectRef, verb }) =>
                user.username === username && objectRef?.resource === "deployments" && verb !== "get",
        );
        const { verb, objectRef, user, responseStatus, requestReceivedTimestamp } = event;
        const { resource, namespace, name } = objectRef ?? {};
        quote(
            JSON.stringify({
                time: requestReceivedTimestamp,
                user: user.username,
                verb,
                resource,
                namespace,
                name,
                code: responseStatus?.code,
            }),
        );
    }

    private async deliver(): Promise<void> {
        this.forges = await startForges();
        const project = await this.project("github-actions");
        for (const [key, { value, secret }] of Object.entries(this.forges.config)) {
            await project.setConfig(key, value, secret ? ["--secret"] : []);
        }
        await project.setConfig("namespace", this.cluster.namespace);
        await this.up(project);
        say("What arrived there, sealed for GitHub alone:");
        const scope = { repository: "acme/shop", environment: "production" };
        for (const name of this.forges.github.names(scope))
            quote(`acme/shop, environment production: ${name}`);
        const delivered = this.forges.github.decrypted(scope, "KUBECONFIG");
        say("Opened with the emulator's key, it is a kubeconfig that works:");
        await this.kubectl(
            this.privateFile(delivered ?? ""),
            ["auth", "whoami", "--output", "jsonpath={.status.userInfo.username}"],
            0,
        );
    }

    /** kubectl wants a file: only this user reads it, it lies in the sandbox, and it goes with it. */
    private privateFile(kubeconfig: string): string {
        if (!this.sandbox) throw new Error("The show has not begun");
        const file = join(this.sandbox.makeDirectory("pipeline"), `kubeconfig-${this.projects.length}`);
        writeFileSync(file, kubeconfig, { mode: 0o600 });
        return file;
    }
}
