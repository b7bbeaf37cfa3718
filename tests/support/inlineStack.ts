import {
    type ConfigMap,
    type EngineEvent,
    LocalWorkspace,
    type OutputMap,
    type PulumiFn,
    type Stack,
} from "@pulumi/pulumi/automation";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { SemVer } from "semver";
import { orFail, type PulumiSandbox, type StateExport, type Transcript } from "./pulumiSandbox";

export interface InlineStackOptions {
    program: PulumiFn;
    config?: ConfigMap;
    /** Environment variables of the engine and its plugins. The program itself sees those of the test. */
    env?: Record<string, string>;
    project?: string;
    stack?: string;
}

/** What an operation on a stack did and said. */
export interface StackResult extends Transcript {
    events: EngineEvent[];
}

/**
 * A stack whose program is a function in the test: quick to read, and quick to run since nothing has to be
 * loaded again. Programs that should see an environment, or be read from disk, are `PulumiProject`s.
 */
export class InlineStack {
    private constructor(
        private readonly sandbox: PulumiSandbox,
        private readonly command: SandboxCommand,
        private readonly stack: Stack,
        readonly project: string,
    ) {}

    static async create(sandbox: PulumiSandbox, options: InlineStackOptions): Promise<InlineStack> {
        const { project = "inline", stack: stackName = "test", program, config, env } = options;
        const command = new SandboxCommand(sandbox);
        const stack = await LocalWorkspace.createStack(
            { projectName: project, stackName, program },
            {
                workDir: sandbox.makeDirectory(`projects/${project}-${stackName}`),
                pulumiHome: sandbox.home,
                envVars: env,
                pulumiCommand: command,
                projectSettings: {
                    name: project,
                    runtime: "nodejs",
                    backend: { url: sandbox.env.PULUMI_BACKEND_URL ?? "" },
                },
            },
        );
        if (config) {
            await stack.setAllConfig(config);
        }
        return new InlineStack(sandbox, command, stack, project);
    }

    /** Replaces the program: what the next operation runs. */
    set program(program: PulumiFn) {
        this.stack.workspace.program = program;
    }

    /** Where its configuration lies. */
    get directory(): string {
        return this.stack.workspace.workDir;
    }

    get stateFile(): string {
        return this.sandbox.stateFile(this.project, this.stack.name);
    }

    /** Operations throw a `PulumiFailure` with everything that was printed where they fail. */
    up(): Promise<StackResult> {
        return this.operate((onEvent) => this.stack.up({ onEvent, color: "never" }));
    }

    preview({ diff = false } = {}): Promise<StackResult> {
        return this.operate((onEvent) => this.stack.preview({ onEvent, diff, color: "never" }));
    }

    refresh(): Promise<StackResult> {
        return this.operate((onEvent) => this.stack.refresh({ onEvent, color: "never" }));
    }

    destroy(): Promise<StackResult> {
        return this.operate((onEvent) => this.stack.destroy({ onEvent, color: "never" }));
    }

    /** Marks a resource to be replaced by the next `up`. */
    async taint(urn: string): Promise<void> {
        const args = ["state", "taint", "--yes", "--stack", this.stack.name, urn];
        orFail(await this.sandbox.run(args, { cwd: this.directory }));
    }

    setConfig(config: ConfigMap): Promise<void> {
        return this.stack.setAllConfig(config);
    }

    outputs(): Promise<OutputMap> {
        return this.stack.outputs();
    }

    /** The state as the engine exports it, secrets encrypted. */
    async exportState(): Promise<StateExport> {
        const args = ["stack", "export", "--stack", this.stack.name];
        return JSON.parse(orFail(await this.sandbox.run(args, { cwd: this.directory })).stdout);
    }

    private async operate(
        operation: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
    ): Promise<StackResult> {
        const events: EngineEvent[] = [];
        const transcript = await this.command.first(() => operation((event) => events.push(event)));
        return { ...transcript, events };
    }
}

/** Lets the automation API run Pulumi as the sandbox does: owned, in its environment, and recorded. */
class SandboxCommand {
    readonly command: string;
    // The tool chain has the engine of the SDK's version.
    readonly version = new SemVer(sdkVersion);
    private operation: { transcript?: Transcript } | undefined;

    constructor(private readonly sandbox: PulumiSandbox) {
        this.command = sandbox.pulumi;
    }

    /**
     * What the first command of an operation did. After it, the automation API asks for outputs and history, every
     * time and for as long as the operation itself took: these get empty answers. Tests ask for what they want.
     */
    async first(work: () => Promise<unknown>): Promise<Transcript> {
        const operation: { transcript?: Transcript } = {};
        this.operation = operation;
        try {
            await work();
        } finally {
            this.operation = undefined;
        }
        if (!operation.transcript) {
            throw new Error("The automation API ran nothing");
        }
        return operation.transcript;
    }

    async run(
        args: string[],
        cwd: string,
        env: Record<string, string>,
        onOutput?: (text: string) => void,
    ): Promise<Omit<Transcript, "args" | "seconds">> {
        if (this.operation?.transcript) {
            return { code: 0, stdout: args.includes("history") ? "[]" : "{}", stderr: "" };
        }
        const transcript = await this.sandbox.run(args, {
            cwd,
            env: { ...env, PULUMI_AUTOMATION_API: "true" },
            onOutput,
        });
        if (this.operation) {
            this.operation.transcript = transcript;
        }
        return orFail(transcript);
    }
}
