import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { resolve } from "../../../toolchain/resolve";
import { type CommandResult, runCommand } from "../commandRun";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../ownership";

const TOOLS = ["kubectl", "helm"] as const;
/** What runners have of the system: a shell, coreutils and diff. */
const SYSTEM = ["/usr/local/bin", "/usr/bin", "/bin"];

/** The machine that a job runs on: a checkout, and nothing of the user's. All of it can be searched afterwards. */
export class Machine {
    private constructor(
        readonly directory: string,
        private readonly tools: string,
    ) {}

    /** With a checkout of this repository. */
    static async withCheckout(repository: string): Promise<Machine> {
        const executables = await resolve(TOOLS);
        const directory = ownTemporaryDirectory("runner");
        const machine = new Machine(directory, join(directory, "tools"));
        for (const path of [machine.home, machine.temporaryFiles, machine.runnerTemp, machine.tools]) {
            mkdirSync(path, { mode: 0o700 });
        }
        for (const name of TOOLS) symlinkSync(executables[name], join(machine.tools, name));
        cpSync(repository, machine.workspace, {
            recursive: true,
            filter: (path) => basename(path) !== "node_modules",
        });
        return machine;
    }

    get home(): string {
        return join(this.directory, "home");
    }

    /** Where programs put temporary files that do not ask. */
    get temporaryFiles(): string {
        return join(this.directory, "tmp");
    }

    /** `$RUNNER_TEMP` */
    get runnerTemp(): string {
        return join(this.directory, "runner-temp");
    }

    get workspace(): string {
        return join(this.directory, "workspace");
    }

    /** Everything that lies in directories for temporary files. */
    leftBehind(): string[] {
        return [this.temporaryFiles, this.runnerTemp].flatMap((directory) => readdirSync(directory));
    }

    /** Changes a file of the checkout, as a commit would. */
    edit(file: string, change: (text: string) => string): void {
        const path = join(this.workspace, file);
        const text = readFileSync(path, "utf8");
        assert.notEqual(change(text), text, `${file} has what is to be changed`);
        writeFileSync(path, change(text));
    }

    /** Runs bash in the checkout. The environment is added to the little that every job has. */
    bash(args: string[], env: Record<string, string>): Promise<CommandResult> {
        return runCommand("bash", args, {
            cwd: this.workspace,
            env: {
                PATH: [this.tools, ...SYSTEM].join(delimiter),
                HOME: this.home,
                TMPDIR: this.temporaryFiles,
                CI: "true",
                ...env,
            },
        });
    }

    remove(): void {
        removeTemporaryDirectory(this.directory);
    }
}
