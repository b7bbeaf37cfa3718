import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { orFail, type PulumiSandbox, type StateExport, type Transcript } from "./pulumiSandbox";

const REPOSITORY = join(__dirname, "..", "..");
const PACKAGE = "pulumi-ci-access";
const NOT_COPIED = new Set(["node_modules", ".git"]);

export interface RunOptions {
    /** Added to the sandbox's environment. */
    env?: NodeJS.ProcessEnv;
    /** Interrupts the run as Ctrl-C does, when aborted. */
    signal?: AbortSignal;
    onOutput?: (text: string) => void;
}

/** A Pulumi project on disk, run with the command line as users do. */
export class PulumiProject {
    private constructor(
        private readonly sandbox: PulumiSandbox,
        readonly directory: string,
        readonly name: string,
        readonly stack: string,
    ) {}

    /** A copy of a project's directory, with this package and its dependencies installed, and a new stack. */
    static async copyOf(sandbox: PulumiSandbox, source: string, stack = "test"): Promise<PulumiProject> {
        const directory = PulumiProject.copyDirectory(sandbox, source, `${basename(source)}-${stack}`);
        return PulumiProject.inPlace(sandbox, directory, stack);
    }

    /** A copy of a directory, with this package and its dependencies installed. Returns its path. */
    static copyDirectory(sandbox: PulumiSandbox, source: string, name = basename(source)): string {
        const directory = join(sandbox.makeDirectory("projects"), name);
        cpSync(source, directory, {
            recursive: true,
            filter: (path) => !NOT_COPIED.has(basename(path)),
        });
        installPackage(join(directory, "node_modules"));
        return directory;
    }

    /** A project where it is. Creating the stack writes its `Pulumi.<stack>.yaml` there. */
    static async inPlace(sandbox: PulumiSandbox, directory: string, stack = "test"): Promise<PulumiProject> {
        orFail(await sandbox.run(["stack", "init", stack], { cwd: directory }));
        const { name } = parse(readFileSync(join(directory, "Pulumi.yaml"), "utf8"));
        return new PulumiProject(sandbox, directory, name, stack);
    }

    get stateFile(): string {
        return this.sandbox.stateFile(this.name, this.stack);
    }

    /** Runs any command on the stack, whatever it exits with. */
    run(args: string[], { env, signal, onOutput }: RunOptions = {}): Promise<Transcript> {
        return this.sandbox.run([...args, "--stack", this.stack], {
            cwd: this.directory,
            env,
            onOutput,
            interrupt: signal && { signal, with: "SIGINT" },
        });
    }

    /** These four fail the test with everything that was printed where Pulumi fails. */
    async up(args: string[] = [], options?: RunOptions): Promise<Transcript> {
        return orFail(await this.run(["up", "--yes", "--skip-preview", ...args], options));
    }

    async preview(args: string[] = [], options?: RunOptions): Promise<Transcript> {
        return orFail(await this.run(["preview", ...args], options));
    }

    async destroy(args: string[] = [], options?: RunOptions): Promise<Transcript> {
        return orFail(await this.run(["destroy", "--yes", "--skip-preview", ...args], options));
    }

    /** Sets one value; `path` ones (`pipelines[0].namespace`) make structures. */
    async setConfig(key: string, value: string, flags: ("--secret" | "--path")[] = []): Promise<void> {
        const args = ["config", "set", ...flags, "--stack", this.stack, key, "--", value];
        orFail(await this.sandbox.run(args, { cwd: this.directory }));
    }

    // biome-ignore lint/suspicious/noExplicitAny: outputs are what the program exports.
    async outputs({ showSecrets = false } = {}): Promise<Record<string, any>> {
        const flags = showSecrets ? ["--show-secrets"] : [];
        return JSON.parse(orFail(await this.run(["stack", "output", "--json", ...flags])).stdout);
    }

    /** The state as the engine exports it, secrets encrypted. */
    async exportState(): Promise<StateExport> {
        return JSON.parse(orFail(await this.run(["stack", "export"])).stdout);
    }
}

/** Links the repository's dependencies, and the package itself, as `npm install` would have put them. */
function installPackage(nodeModules: string): void {
    const installed = join(REPOSITORY, "node_modules");
    mkdirSync(nodeModules);
    for (const name of readdirSync(installed).filter((entry) => entry !== PACKAGE)) {
        symlinkSync(join(installed, name), join(nodeModules, name));
    }
    symlinkSync(REPOSITORY, join(nodeModules, PACKAGE));
}
