import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { GitlabEmulator } from "../gitlab/gitlabEmulator";
import { inEnvironment, variablesOf } from "./gitlabVariables";
import type { Machine } from "./machine";
import { type JobResult, refuseOthers } from "./understood";

export interface GitlabRun {
    gitlab: GitlabEmulator;
    /** Full path of the project. */
    project: string;
    machine: Machine;
    job: string;
    branch?: string;
    protectedBranches?: string[];
}

interface Job {
    extends?: string;
    stage?: string;
    environment?: { name: string; action?: string };
    rules?: { if?: string }[];
    before_script?: string[];
    script?: string[];
    after_script?: string[];
}

const DEFAULT_BRANCH = "main";
const GLOBAL = ["stages", "default"];
const DEFAULTS = ["image", "interruptible"];
const JOB = [
    "extends",
    "stage",
    "image",
    "environment",
    "resource_group",
    "rules",
    "before_script",
    "script",
    "after_script",
];

/** Names of the jobs that a pipeline for a push to this branch has, in the order of their stages. */
export function gitlabPipeline(machine: Machine, branch = DEFAULT_BRANCH): string[] {
    const file = configuration(machine);
    const names = Object.keys(file).filter((name) => !GLOBAL.includes(name) && !name.startsWith("."));
    const order = (name: string) => file.stages.indexOf(jobNamed(file, name).stage);
    return names
        .filter((name) => isWanted(jobNamed(file, name), branch))
        .sort((one, other) => order(one) - order(other));
}

/** Runs a job as GitLab and its runner would: variables of its environment and branch, files, shells. */
export async function runGitlabJob(options: GitlabRun): Promise<JobResult> {
    const { gitlab, project, machine, branch = DEFAULT_BRANCH, protectedBranches = ["main"] } = options;
    const job = jobNamed(configuration(machine), options.job);
    const variables = await variablesOf(gitlab, {
        project,
        environment: job.environment?.name,
        isProtected: protectedBranches.includes(branch),
    });
    const result: JobResult = {
        succeeded: true,
        ran: [],
        failed: [],
        skipped: [],
        printed: "",
        redacted: variables.filter(({ masked }) => masked).map(({ value }) => value),
    };
    const files = `${machine.workspace}.tmp`;
    const run = async (name: string, lines: string[]): Promise<boolean> => {
        try {
            const env = {
                ...inEnvironment(variables, files),
                GITLAB_CI: "true",
                CI_PROJECT_DIR: machine.workspace,
                CI_COMMIT_BRANCH: branch,
                CI_DEFAULT_BRANCH: DEFAULT_BRANCH,
            };
            const { code, stdout, stderr } = await machine.bash(["-c", shellScript(lines)], env);
            result.printed += `## ${name}\n${stdout}${stderr}`;
            result[code === 0 ? "ran" : "failed"].push(name);
            return code === 0;
        } finally {
            // The runner's own cleaning up, after each job.
            rmSync(files, { recursive: true, force: true });
        }
    };
    result.succeeded = await run("script", [...(job.before_script ?? []), ...(job.script ?? [])]);
    // In a shell of its own, whatever became of the script, and without effect on the job.
    if (job.after_script) await run("after_script", job.after_script);
    return result;
}

type Configuration = { stages: string[] } & Record<string, Job>;

function configuration(machine: Machine): Configuration {
    const file = parse(readFileSync(join(machine.workspace, ".gitlab-ci.yml"), "utf8"));
    refuseOthers("default", file.default ?? {}, DEFAULTS);
    return file;
}

function jobNamed(file: Configuration, name: string): Required<Pick<Job, "stage">> & Job {
    const own = file[name];
    if (!own) throw new Error(`there is no job ${name}`);
    refuseOthers(name, own, JOB);
    const base: Partial<Job> = own.extends === undefined ? {} : jobNamed(file, own.extends);
    return { stage: "test", ...base, ...own };
}

function isWanted({ rules }: Job, branch: string): boolean {
    return (
        rules === undefined ||
        rules.some((rule) => {
            refuseOthers("rules", rule, ["if"]);
            if (rule.if !== "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH") {
                throw new Error(`this runner does not understand if: ${rule.if}`);
            }
            return branch === DEFAULT_BRANCH;
        })
    );
}

/** As GitLab's runner writes it (`shells/bash.go`): one shell for all lines, with nothing to read. */
function shellScript(lines: string[]): string {
    const quoted = `'${lines.join("\n").replaceAll("'", `'\\''`)}'`;
    return [
        "if set -o | grep pipefail > /dev/null; then set -o pipefail; fi",
        "set -o errexit",
        "set +o noclobber",
        `: | eval ${quoted}`,
        "exit 0",
    ].join("\n");
}
