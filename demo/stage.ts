import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pulumiInstallation } from "../tests/support/executables";
import { type Forges, startForges } from "../tests/support/forge/forges";
import { PulumiProject } from "../tests/support/pulumiProject";
import { PulumiSandbox } from "../tests/support/pulumiSandbox";
import type { Cluster } from "./cluster";
import { begin, quote, showCommand } from "./narration";

const examples = join(__dirname, "..", "examples");

/** Where the demo plays: a cluster, Pulumi in a sandbox, emulated forges; and how all of it is taken down. */
export class Stage {
    private sandbox: PulumiSandbox | undefined;
    private startedForges: Forges | undefined;
    private readonly projects: PulumiProject[] = [];

    constructor(
        readonly cluster: Cluster,
        private readonly interrupted: AbortSignal,
    ) {}

    /** Begins a chapter, unless the demo was interrupted. */
    chapter(title: string): void {
        this.interrupted.throwIfAborted();
        begin(title);
    }

    async createNamespace(): Promise<void> {
        const { code, stderr } = await this.cluster.kubectl(["create", "namespace", this.cluster.namespace]);
        if (code !== 0) {
            throw new Error(`The namespace ${this.cluster.namespace} could not be created: ${stderr}`);
        }
    }

    /** A copy of an example, as a user would have it, in the sandbox. */
    async project(example: string): Promise<PulumiProject> {
        this.sandbox ??= new PulumiSandbox(await pulumiInstallation());
        const project = await PulumiProject.copyOf(this.sandbox, join(examples, example), "demo");
        this.projects.push(project);
        await project.setConfig("namespace", this.cluster.namespace);
        if (this.cluster.context !== undefined) {
            await project.setConfig("kubernetes:context", this.cluster.context);
        }
        return project;
    }

    async up(project: PulumiProject): Promise<void> {
        this.interrupted.throwIfAborted();
        showCommand("pulumi up --yes");
        const { stdout } = await project.up([], { env: this.cluster.env, signal: this.interrupted });
        quote(stdout.slice(Math.max(0, stdout.search(/^Outputs:|^Resources:/m))));
    }

    /** Previews another version of a project's program, and shows why it is refused. */
    async refusedPreview(project: PulumiProject, change: (program: string) => string): Promise<void> {
        this.interrupted.throwIfAborted();
        const file = join(project.directory, "index.ts");
        const program = readFileSync(file, "utf8");
        writeFileSync(file, change(program));
        showCommand("pulumi preview");
        const { code, stdout } = await project.run(["preview"], {
            env: this.cluster.env,
            signal: this.interrupted,
        });
        writeFileSync(file, program);
        if (code === 0) throw new Error("this preview was to be refused");
        const said = stdout.slice(stdout.lastIndexOf("nothing was created"));
        quote(said.slice(0, said.indexOf("\n\n")));
    }

    async destroyAll(): Promise<void> {
        for (let project = this.projects.pop(); project !== undefined; project = this.projects.pop()) {
            showCommand(`pulumi destroy --yes   # ${project.name}`);
            await project.destroy([], { env: this.cluster.env });
        }
    }

    async forges(): Promise<Forges> {
        this.startedForges ??= await startForges();
        return this.startedForges;
    }

    /** Runs kubectl as a pipeline, and shows what became of it. */
    async kubectl(kubeconfig: string, args: string[], expected: "allowed" | "refused"): Promise<void> {
        this.interrupted.throwIfAborted();
        showCommand(`kubectl ${args.join(" ").replace(__dirname, "demo")}`);
        const { code, stdout, stderr } = await this.cluster.kubectl(args, kubeconfig);
        quote(stdout + stderr);
        if ((code === 0 ? "allowed" : "refused") !== expected) {
            throw new Error(`kubectl ${args.join(" ")} was to be ${expected}`);
        }
    }

    /** kubectl wants a file: only this user reads it, it lies in the sandbox, and it goes with it. */
    privateFile(kubeconfig: string): string {
        if (!this.sandbox) throw new Error("There is no kubeconfig before there is a project");
        const file = join(this.sandbox.makeDirectory("pipeline"), `kubeconfig-${this.projects.length}`);
        writeFileSync(file, kubeconfig, { mode: 0o600 });
        return file;
    }

    /** Leaves nothing behind, wherever the show ended. Returns what could not be taken down. */
    async takeDown(): Promise<string[]> {
        const left: string[] = [];
        const attempt = async (action: () => unknown) => {
            try {
                await action();
            } catch (error) {
                left.push((error as Error).message);
            }
        };
        await attempt(() => this.destroyAll());
        await attempt(() => this.startedForges?.stop());
        await attempt(() => this.cluster.takeDown());
        await attempt(() => this.sandbox?.remove());
        return left;
    }
}
