import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rulesUsed } from "../../../src/evidence/rulesUsed";
import type { PolicyRule } from "../../../src/rules/policyRule";
import { type CommandResult, runCommand } from "../commandRun";
import type { ControlPlane } from "../controlPlane";

/** Where tools run: a cluster, the tools by name, and a directory. */
export interface ToolPlace {
    controlPlane: ControlPlane;
    executables: Readonly<Record<string, string>>;
    directory: string;
}

/** Somebody who may do just what some rules permit in a namespace, and has tools. */
export class ToolUser {
    private constructor(
        private readonly place: ToolPlace,
        private readonly kubeconfig: string,
        private readonly name: string,
        readonly namespace: string,
        /** The user's own. */
        readonly directory: string,
    ) {}

    /** The namespace has to be there. */
    static async create(
        place: ToolPlace,
        { name, namespace, rules }: { name: string; namespace: string; rules: readonly PolicyRule[] },
    ): Promise<ToolUser> {
        const { file } = await place.controlPlane.addUser(name, { namespaces: { [namespace]: [...rules] } });
        const directory = join(place.directory, name);
        mkdirSync(directory, { recursive: true });
        return new ToolUser(place, file, name, namespace, directory);
    }

    /** Runs a tool in the namespace. */
    run(tool: string, args: string[], input?: string): Promise<CommandResult> {
        const executable = this.place.executables[tool];
        if (executable === undefined) throw new Error(`there is no ${tool}`);
        return runCommand(executable, [...args, "--namespace", this.namespace], {
            cwd: this.directory,
            env: {
                PATH: process.env.PATH,
                HOME: this.directory,
                KUBECONFIG: this.kubeconfig,
                // Shared, so that not everybody discovers the cluster anew.
                KUBECACHEDIR: join(this.place.directory, "cache"),
            },
            input,
        });
    }

    /** Whether none of these kinds has an object of the name `shop` that stays, as the administrator sees it. */
    async gone(resources: readonly string[]): Promise<CommandResult> {
        const args = ["get", resources.join(","), "--namespace", this.namespace, "--output", "json"];
        const found = await this.place.controlPlane.kubectl(args);
        const items: { metadata: { name: string; deletionTimestamp?: string } }[] = JSON.parse(
            found.stdout,
        ).items;
        const stays = items.some(({ metadata }) => metadata.name === "shop" && !metadata.deletionTimestamp);
        return { ...found, stdout: "", code: stays ? 1 : found.code };
    }

    /** What this user used in the namespace, from the API server's audit log. */
    used({ withNames = false } = {}): PolicyRule[] {
        const auditLog = readFileSync(this.place.controlPlane.auditLog.file, "utf8");
        return rulesUsed({ auditLog, username: this.name, namespace: this.namespace, withNames });
    }
}
