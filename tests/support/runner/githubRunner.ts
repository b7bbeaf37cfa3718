import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { DEFAULT_GITHUB_TOKEN, type GithubEmulator } from "../github/githubEmulator";
import type { Machine } from "./machine";
import { type JobResult, refuseOthers } from "./understood";

interface Step {
    name?: string;
    uses?: string;
    run?: string;
    if?: string;
    env?: Record<string, string>;
}

export interface GithubRun {
    github: GithubEmulator;
    /** `owner/name` */
    repository: string;
    machine: Machine;
    /** A file in `.github/workflows`. */
    workflow: string;
    branch?: string;
    protectedBranches?: string[];
}

/** Actions that need not run here, and why. */
const SKIPPED_ACTIONS: Record<string, string> = { "actions/checkout@v5": "the machine has a checkout" };
const WORKFLOW = ["name", "on", "permissions", "concurrency", "defaults", "jobs"];
const JOB = ["runs-on", "timeout-minutes", "environment", "steps"];
const STEP = ["name", "uses", "with", "run", "if", "env"];
const SHELLS: Record<string, string[]> = {
    // Source: GitHub's "Workflow syntax", jobs.<job_id>.steps[*].shell.
    default: ["-e"],
    bash: ["--noprofile", "--norc", "-e", "-o", "pipefail"],
};

/** Runs the one job of a workflow as GitHub and its runner would: secrets, conditions, shells, files for commands. */
export async function runGithubJob(options: GithubRun): Promise<JobResult> {
    const { github, repository, machine } = options;
    const file = join(machine.workspace, ".github", "workflows", options.workflow);
    const workflow = parse(readFileSync(file, "utf8"));
    refuseOthers(file, workflow, WORKFLOW);
    const [job, ...others] = Object.values<{ environment?: string; steps: Step[] }>(workflow.jobs);
    if (!job || others.length > 0) throw new Error(`${file}: this runner wants one job`);
    refuseOthers(file, job, JOB);
    const shell = SHELLS[workflow.defaults?.run?.shell ?? "default"] ?? [];
    const { environment } = job;
    if (environment !== undefined) await admit(options, environment);

    const result: JobResult = {
        succeeded: true,
        ran: [],
        failed: [],
        skipped: [],
        printed: "",
        redacted: [],
    };
    const secret = (name: string) => {
        const value =
            (environment !== undefined && github.decrypted({ repository, environment }, name)) ||
            github.decrypted({ repository }, name) ||
            "";
        if (value) result.redacted.push(value);
        return value;
    };
    // Secrets that a job refers to are known to the runner from its beginning.
    const steps = job.steps.map((step) => ({
        ...step,
        env: Object.fromEntries(
            Object.entries(step.env ?? {}).map(([name, value]) => [
                name,
                resolved(String(value), secret, machine),
            ]),
        ),
    }));
    const environmentFile = join(machine.directory, "github-env");
    writeFileSync(environmentFile, "");
    for (const [index, step] of steps.entries()) {
        refuseOthers(`${file}, step ${index + 1}`, step, STEP);
        const title = step.name ?? step.uses ?? step.run ?? "";
        if (step.uses !== undefined) {
            const reason = SKIPPED_ACTIONS[step.uses];
            if (reason === undefined) throw new Error(`${file}: ${step.uses} is not known here`);
            result.skipped.push(`${title}: ${reason}`);
        } else if (!wanted(step.if, result.succeeded)) {
            result.skipped.push(title);
        } else {
            const script = join(machine.directory, `step-${index + 1}.sh`);
            writeFileSync(script, step.run ?? "");
            const { code, stdout, stderr } = await machine.bash([...shell, script], {
                ...exported(readFileSync(environmentFile, "utf8")),
                ...step.env,
                GITHUB_ACTIONS: "true",
                GITHUB_WORKSPACE: machine.workspace,
                GITHUB_ENV: environmentFile,
                RUNNER_TEMP: machine.runnerTemp,
            });
            result.printed += `## ${title}\n${stdout}${stderr}`;
            result[code === 0 ? "ran" : "failed"].push(title);
            result.succeeded &&= code === 0;
        }
    }
    return result;
}

/** The environment's branch policy: who is not admitted gets no job, and none of its secrets. */
async function admit(
    { github, repository, branch = "main", protectedBranches = ["main"] }: GithubRun,
    environment: string,
): Promise<void> {
    const answer = await fetch(`${github.baseUrl}api/v3/repos/${repository}/environments/${environment}`, {
        headers: { authorization: `Bearer ${DEFAULT_GITHUB_TOKEN}` },
    });
    const { deployment_branch_policy: policy } = (await answer.json()) as {
        deployment_branch_policy: { protected_branches: boolean } | null;
    };
    if (policy?.protected_branches && !protectedBranches.includes(branch)) {
        throw new Error(`Branch "${branch}" is not allowed to deploy to ${environment}`);
    }
}

function resolved(value: string, secret: (name: string) => string, machine: Machine): string {
    return value.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
        const name = /^secrets\.(\w+)$/.exec(expression)?.[1];
        if (name !== undefined) return secret(name);
        if (expression === "runner.temp") return machine.runnerTemp;
        throw new Error(`this runner does not understand \${{ ${expression} }}`);
    });
}

function wanted(condition: string | undefined, succeeded: boolean): boolean {
    switch (condition) {
        case undefined:
        case "success()":
            return succeeded;
        case "failure()":
            return !succeeded;
        case "always()":
            return true;
        default:
            throw new Error(`this runner does not understand if: ${condition}`);
    }
}

/** What steps have written to `$GITHUB_ENV`. */
function exported(lines: string): Record<string, string> {
    return Object.fromEntries(
        lines
            .split("\n")
            .filter(Boolean)
            .map((line) => {
                const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
                if (name === undefined) throw new Error(`this runner does not understand "${line}"`);
                return [name, value ?? ""];
            }),
    );
}
