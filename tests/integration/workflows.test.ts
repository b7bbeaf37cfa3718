import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    assertClean,
    DeliveredExample,
    type Surroundings,
    startSurroundings,
} from "../support/runner/deliveredExample";
import { type GithubRun, runGithubJob } from "../support/runner/githubRunner";
import { type GitlabRun, gitlabPipeline, runGitlabJob } from "../support/runner/gitlabRunner";
import type { Machine } from "../support/runner/machine";

const repository = "acme/shop";
const everything = ["configmaps", "deployments", "services"];
/** Not covered by the Role of the examples that deploy with kubectl. */
const OUTSIDE_THE_ROLE = "---\napiVersion: v1\nkind: Secret\nmetadata: { name: intruder }\n";

/** The examples as their users have them: the stack delivers, and then the workflow's own steps deploy. */
describe("the workflows of the examples deploy", () => {
    let surroundings: Surroundings;

    before(async () => {
        surroundings = await startSurroundings();
    });
    after(() => surroundings.stop());

    describe("github-actions", () => {
        let example: DeliveredExample;
        let machine: Machine;
        before(async () => {
            example = await DeliveredExample.up(surroundings, "github-actions");
        });
        after(() => example.destroy());
        beforeEach(async () => {
            machine = await example.machine();
        });
        afterEach(() => machine.remove());

        const run = (options: Partial<GithubRun> = {}) =>
            runGithubJob({
                github: surroundings.github,
                repository,
                machine,
                workflow: "deploy.yaml",
                ...options,
            });
        const delivered = () =>
            surroundings.github.decrypted({ repository, environment: "production" }, "KUBECONFIG");

        it("leaves nothing behind where a step fails, and has deployed nothing then", async () => {
            machine.edit("manifests/shop.yaml", (text) => text + OUTSIDE_THE_ROLE);
            const job = await run();
            assert.deepEqual(job.failed, ["Show what will change"], job.printed);
            assert.match(job.printed, /Forbidden/);
            assert.deepEqual(job.ran, ["Prepare access", "Remove access"]);
            assert.deepEqual(await example.deployed(), []);
            await assertClean(machine, job, delivered());
        });

        it("deploys, waits for the rollout, and keeps the kubeconfig to itself meanwhile", async () => {
            let mode: number | undefined;
            example.onPod = () => {
                mode = statSync(join(machine.runnerTemp, "kubeconfig")).mode & 0o777;
            };
            const job = await run();
            assert.ok(job.succeeded, job.printed);
            assert.match(job.printed, /\+kind: Deployment/);
            assert.match(job.printed, /deployment "shop" successfully rolled out/);
            assert.equal(mode, 0o600);
            assert.deepEqual(await example.deployed(), everything);
            await assertClean(machine, job, delivered());

            const again = await run();
            assert.ok(again.succeeded, again.printed);
            assert.doesNotMatch(again.printed, /^[+-]/m, "there is nothing to change");
            assert.match(again.printed, /deployment.apps\/shop unchanged/);
        });

        it("gives no secret to a job of another environment, or of none", async () => {
            for (const line of ["        environment: staging\n", ""]) {
                machine.edit(".github/workflows/deploy.yaml", (text) =>
                    text.replace(/^ +environment: .*\n/m, line),
                );
                const job = await run();
                assert.deepEqual([job.failed, job.redacted], [["Prepare access"], []], job.printed);
                assert.match(job.printed, /Did pulumi up deliver it to this environment/);
                assert.deepEqual(machine.leftBehind(), []);
            }
        });

        it("gets no job on another branch", async () => {
            await assert.rejects(run({ branch: "feature" }), /"feature" is not allowed to deploy/);
        });
    });

    describe("gitlab-ci", () => {
        let example: DeliveredExample;
        let machine: Machine;
        before(async () => {
            example = await DeliveredExample.up(surroundings, "gitlab-ci");
        });
        after(() => example.destroy());
        beforeEach(async () => {
            machine = await example.machine();
        });
        afterEach(() => machine.remove());

        const run = (job: string, options: Partial<GitlabRun> = {}) =>
            runGitlabJob({ gitlab: surroundings.gitlab, project: repository, machine, job, ...options });
        const delivered = () =>
            surroundings.gitlab.value({ project: repository }, "KUBECONFIG", "production");

        it("leaves nothing behind where a command fails", async () => {
            machine.edit("manifests/shop.yaml", (text) => text + OUTSIDE_THE_ROLE);
            const job = await run("diff");
            assert.ok(!job.succeeded);
            assert.match(job.printed, /Forbidden/);
            await assertClean(machine, job, delivered());
        });

        it("shows what will change, deploys it, and keeps the kubeconfig to itself meanwhile", async () => {
            assert.deepEqual(gitlabPipeline(machine), ["diff", "deploy"]);
            const diff = await run("diff");
            assert.ok(diff.succeeded, diff.printed);
            assert.match(diff.printed, /\+kind: Deployment/);
            assert.deepEqual(await example.deployed(), []);
            await assertClean(machine, diff, delivered());

            let modes: number[] = [];
            example.onPod = () => {
                modes = machine
                    .leftBehind()
                    .map((name) => statSync(join(machine.temporaryFiles, name)).mode & 0o777);
            };
            const deploy = await run("deploy");
            assert.ok(deploy.succeeded, deploy.printed);
            assert.match(deploy.printed, /deployment "shop" successfully rolled out/);
            assert.deepEqual(modes, [0o600]);
            assert.deepEqual(await example.deployed(), everything);
            await assertClean(machine, deploy, delivered());

            const again = await run("diff");
            assert.ok(again.succeeded, again.printed);
            assert.doesNotMatch(again.printed, /^[+-]/m, "there is nothing to change");
        });

        it("has no job on another branch, and no variable there nor in another environment", async () => {
            assert.deepEqual(gitlabPipeline(machine, "feature"), []);
            const onBranch = await run("deploy", { branch: "feature" });
            machine.edit(".gitlab-ci.yml", (text) => text.replaceAll("name: production", "name: staging"));
            for (const job of [onBranch, await run("deploy")]) {
                assert.ok(!job.succeeded);
                assert.deepEqual(job.redacted, []);
                assert.match(job.printed, /KUBECONFIG: is not set. Is the branch protected/);
            }
        });
    });

    describe("helm", () => {
        let example: DeliveredExample;
        let machine: Machine;
        before(async () => {
            example = await DeliveredExample.up(surroundings, "helm");
        });
        after(() => example.destroy());
        beforeEach(async () => {
            machine = await example.machine();
        });
        afterEach(() => machine.remove());

        const run = (workflow: string) =>
            runGithubJob({ github: surroundings.github, repository, machine, workflow });
        const delivered = () =>
            surroundings.github.decrypted({ repository, environment: "production" }, "KUBECONFIG");

        it("installs, upgrades, and uninstalls a release", async () => {
            const install = await run("deploy.yaml");
            assert.ok(install.succeeded, install.printed);
            assert.match(install.printed, /^shop\s+helm\s+1\s.*\sdeployed\s+shop-0\.1\.0/m);
            assert.doesNotMatch(install.printed, /WARNING/, "Helm finds the kubeconfig private");
            assert.deepEqual(await example.deployed(), everything);
            await assertClean(machine, install, delivered());

            machine.edit("chart/values.yaml", (text) => text.replace("-unprivileged", "-unprivileged-next"));
            const upgrade = await run("deploy.yaml");
            assert.ok(upgrade.succeeded, upgrade.printed);
            assert.match(upgrade.printed, /^shop\s+helm\s+2\s.*\sdeployed/m);

            const uninstall = await run("uninstall.yaml");
            assert.ok(uninstall.succeeded, uninstall.printed);
            assert.deepEqual(await example.deployed(), []);
            await assertClean(machine, uninstall, delivered());
        });

        it("leaves nothing behind where the chart is more than the Role", async () => {
            const intruder = "apiVersion: batch/v1\nkind: Job\nmetadata: { name: intruder }\nspec: {}\n";
            writeFileSync(join(machine.workspace, "chart", "templates", "job.yaml"), intruder);
            const job = await run("deploy.yaml");
            assert.deepEqual(job.failed, ["Deploy"], job.printed);
            await assertClean(machine, job, delivered());
        });
    });
});
