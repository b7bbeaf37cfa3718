import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ControlPlane } from "../tests/support/controlPlane";
import { PulumiProject } from "../tests/support/pulumiProject";
import type { PulumiSandbox } from "../tests/support/pulumiSandbox";
import { ProcessTree, type Taken } from "./processTree";

/** What one operation cost. */
export interface Cost extends Taken {
    seconds: number;
    /** The most memory that the program's process had, in MiB, as it says itself. */
    memory: number;
    /** Requests to the API server, and those of them that write. */
    requests: number;
    writes: number;
}

export const operations = ["up", "no-op up", "preview", "destroy"] as const;
export type Operation = (typeof operations)[number];

/** One life of a stack. */
export interface Life extends Record<Operation, Cost> {
    /** Of the state after the update. */
    stateBytes: number;
    providers: number;
}

/** One of the two projects that are compared. */
export class Contender {
    private constructor(
        private readonly project: PulumiProject,
        private readonly controlPlane: ControlPlane,
        private readonly memoryFile: string,
    ) {}

    static async create(
        sandbox: PulumiSandbox,
        controlPlane: ControlPlane,
        name: string,
    ): Promise<Contender> {
        const project = await PulumiProject.copyOf(sandbox, join(__dirname, "projects", name), "bench");
        await project.setConfig("server", controlPlane.server);
        const memoryFile = join(sandbox.makeDirectory("memory"), name);
        await project.setConfig("memoryFile", memoryFile);
        return new Contender(project, controlPlane, memoryFile);
    }

    async live(identities: number, { apart = false } = {}): Promise<Life> {
        await this.project.setConfig("identities", String(identities));
        await this.project.setConfig("apart", String(apart));
        const up = await this.measure(["up", "--yes", "--skip-preview"]);
        const stateBytes = statSync(this.project.stateFile).size;
        const { deployment } = await this.project.exportState();
        const providers =
            deployment.resources?.filter(({ type }) => type === "pulumi:providers:kubernetes").length ?? 0;
        return {
            up,
            stateBytes,
            providers,
            "no-op up": await this.measure(["up", "--yes", "--skip-preview"]),
            preview: await this.measure(["preview"]),
            destroy: await this.measure(["destroy", "--yes", "--skip-preview"]),
        };
    }

    /** A preview alone: an update's time is mostly that of writing the whole state after every step. */
    async preview(identities: number): Promise<Cost> {
        await this.project.setConfig("identities", String(identities));
        return this.measure(["preview"]);
    }

    private async measure(args: string[]): Promise<Cost> {
        rmSync(this.memoryFile, { force: true });
        const before = this.controlPlane.auditLog.events().length;
        const processes = new ProcessTree();
        const { code, seconds, stdout, stderr } = await this.project.run(args, {
            env: { KUBECONFIG: this.controlPlane.adminKubeconfigFile, ...processes.env },
        });
        const taken = processes.stop();
        if (code !== 0)
            throw new Error(`pulumi ${args.join(" ")} exited with ${code}:\n${stdout}\n${stderr}`);
        const events = this.controlPlane.auditLog
            .events()
            .slice(before)
            // The provider, not the controllers. A watch is logged when it starts and when it ends, which may be later.
            .filter(({ userAgent = "" }) => userAgent.includes("pulumi"))
            .filter(
                ({ verb, stage }) => stage === (verb === "watch" ? "ResponseStarted" : "ResponseComplete"),
            );
        const writes = events.filter(({ verb }) => ["create", "update", "patch", "delete"].includes(verb));
        return {
            ...taken,
            seconds,
            memory: this.peakMemory(),
            requests: events.length,
            writes: writes.length,
        };
    }

    private peakMemory(): number {
        try {
            return Number(readFileSync(this.memoryFile, "utf8")) / 1024;
        } catch {
            // A destroy runs no program.
            return 0;
        }
    }
}
