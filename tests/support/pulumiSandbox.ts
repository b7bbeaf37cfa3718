import { mkdirSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { PulumiInstallation } from "../../toolchain/environment";
import { type CommandOptions, type CommandResult, runCommand } from "./commandRun";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "./ownership";

/** Something that was run in the sandbox, and everything that it printed. */
export interface Transcript extends CommandResult {
    args: string[];
}

/**
 * A place where the real Pulumi runs and finds nothing of the user's: a home, a state backend and a directory
 * for temporary files of its own. All of them can be searched afterwards for what should not be there.
 */
export class PulumiSandbox {
    /** Everything that ran here so far, but what was asked to print secrets. */
    readonly transcripts: Transcript[] = [];
    readonly directory: string;
    readonly home: string;
    readonly backend: string;
    readonly temporaryDirectory: string;
    readonly env: NodeJS.ProcessEnv;

    constructor(private readonly installation: PulumiInstallation) {
        this.directory = ownTemporaryDirectory("pulumi");
        this.home = this.makeDirectory("home");
        this.backend = this.makeDirectory("backend");
        this.temporaryDirectory = this.makeDirectory("tmp");
        symlinkSync(join(installation.environment.PULUMI_HOME ?? "", "plugins"), join(this.home, "plugins"));
        this.env = {
            ...installation.environment,
            // Programs run under the same Node as the tests.
            PATH: [dirname(process.execPath), installation.environment.PATH].join(delimiter),
            HOME: this.home,
            PULUMI_HOME: this.home,
            TMPDIR: this.temporaryDirectory,
            PULUMI_BACKEND_URL: `file://${this.backend}`,
            PULUMI_CONFIG_PASSPHRASE: "correct horse battery staple",
            // Types are checked once for all, by a step of their own.
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            // An empty list of files, so that no cluster of the user's can be meant.
            KUBECONFIG: join(this.directory, "no-kubeconfig"),
        };
    }

    get pulumi(): string {
        return this.installation.pulumi;
    }

    /** A new directory in the sandbox. */
    makeDirectory(name: string): string {
        const directory = join(this.directory, name);
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        return directory;
    }

    /** The file that holds the state of a stack. */
    stateFile(project: string, stack: string): string {
        return join(this.backend, ".pulumi", "stacks", project, `${stack}.json`);
    }

    /** Runs `pulumi` with these arguments, whatever it exits with. */
    async run(args: string[], options: Partial<CommandOptions> & { cwd: string }): Promise<Transcript> {
        const result = await runCommand(this.pulumi, ["--non-interactive", "--color=never", ...args], {
            ...options,
            env: { ...this.env, ...options.env },
        });
        const transcript = { args, ...result };
        if (!args.includes("--show-secrets")) {
            this.transcripts.push(transcript);
        }
        return transcript;
    }

    /** Removes the sandbox from disk. Resources stay: destroy the stacks first where that matters. */
    remove(): void {
        removeTemporaryDirectory(this.directory);
    }
}

/** A run of Pulumi that should have succeeded. */
export class PulumiFailure extends Error {
    // Private, so that a test runner does not print everything a second time.
    readonly #transcript: Transcript;

    constructor(transcript: Transcript) {
        super(
            `pulumi ${transcript.args.join(" ")} exited with ${transcript.code}:\n` +
                `${transcript.stdout}\n${transcript.stderr}`,
        );
        this.name = "PulumiFailure";
        this.#transcript = transcript;
    }

    get transcript(): Transcript {
        return this.#transcript;
    }
}

export function orFail(transcript: Transcript): Transcript {
    if (transcript.code !== 0) {
        throw new PulumiFailure(transcript);
    }
    return transcript;
}

/** What tests look at in an exported state. */
export interface StateExport {
    version: number;
    deployment: {
        resources?: {
            urn: string;
            type: string;
            id?: string;
            parent?: string;
            inputs?: Record<string, unknown>;
            outputs?: Record<string, unknown>;
        }[];
        [key: string]: unknown;
    };
}
