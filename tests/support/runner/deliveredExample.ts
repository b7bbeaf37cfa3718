import assert from "node:assert/strict";
import { join } from "node:path";
import { ControlPlane } from "../controlPlane";
import { CONTROLLERS } from "../controlPlaneFlags";
import { controlPlaneExecutables, pulumiInstallation } from "../executables";
import { githubConfig, gitlabConfig } from "../forge/providerConfig";
import { GithubEmulator } from "../github/githubEmulator";
import { GitlabEmulator } from "../gitlab/gitlabEmulator";
import { LeakDetector } from "../leaks/leakDetector";
import { PulumiProject } from "../pulumiProject";
import { PulumiSandbox } from "../pulumiSandbox";
import { Kubelet } from "./kubelet";
import { Machine } from "./machine";
import type { JobResult } from "./understood";

/** A cluster that rolls Deployments out, and both forges with `acme/shop`. */
export interface Surroundings {
    controlPlane: ControlPlane;
    github: GithubEmulator;
    gitlab: GitlabEmulator;
    stop(): Promise<void>;
}

export async function startSurroundings(): Promise<Surroundings> {
    const [controlPlane, github, gitlab] = await Promise.all([
        ControlPlane.start({
            executables: await controlPlaneExecutables(),
            // With the real controllers above the Pods, so that a rollout is one.
            controllers: [...CONTROLLERS, "deployment-controller", "replicaset-controller"],
        }),
        GithubEmulator.start(),
        GitlabEmulator.start(),
    ]);
    github.addOrganization("acme");
    github.addRepository("acme/shop", { environments: ["staging"] });
    gitlab.addGroup("acme");
    gitlab.addProject("acme/shop");
    return {
        controlPlane,
        github,
        gitlab,
        stop: async () => {
            await Promise.all([controlPlane.stop(), github.stop(), gitlab.stop()]);
        },
    };
}

const EXAMPLES = join(__dirname, "..", "..", "..", "examples");
const KINDS = ["api/v1/configmaps", "apis/apps/v1/deployments", "api/v1/services"];

/** An example whose stack has delivered, in a namespace of its own. */
export class DeliveredExample {
    /** Called when Pods of the application are about to run. */
    onPod: () => void = () => {};
    private readonly kubelet: Kubelet;
    private readonly stackEnvironment: { env: NodeJS.ProcessEnv };

    private constructor(
        private readonly surroundings: Surroundings,
        private readonly name: string,
        private readonly sandbox: PulumiSandbox,
        private readonly project: PulumiProject,
    ) {
        const { controlPlane } = surroundings;
        this.stackEnvironment = { env: { KUBECONFIG: controlPlane.adminKubeconfigFile } };
        this.kubelet = new Kubelet(controlPlane, name, () => this.onPod());
    }

    static async up(surroundings: Surroundings, name: string): Promise<DeliveredExample> {
        const { controlPlane, github, gitlab } = surroundings;
        await controlPlane.createNamespace(name);
        const sandbox = new PulumiSandbox(await pulumiInstallation());
        const project = await PulumiProject.copyOf(sandbox, join(EXAMPLES, name));
        const config = { ...githubConfig(github, "acme"), ...gitlabConfig(gitlab) };
        for (const [key, { value, secret }] of Object.entries(config)) {
            await project.setConfig(key, value, secret ? ["--secret"] : []);
        }
        await project.setConfig("namespace", name);
        const example = new DeliveredExample(surroundings, name, sandbox, project);
        await project.up([], example.stackEnvironment);
        return example;
    }

    /** Destroys the stack, after which nothing is left of what it delivered. */
    async destroy(): Promise<void> {
        const { github, gitlab } = this.surroundings;
        await this.kubelet.stop();
        await this.project.destroy([], this.stackEnvironment);
        assert.deepEqual([...github.arrivals(), ...gitlab.arrivals()], []);
        for (const { violations, unexpected } of [github, gitlab]) {
            assert.deepEqual([violations, unexpected], [[], []]);
        }
        this.sandbox.remove();
    }

    /** A runner's machine with a checkout of the example. */
    machine(): Promise<Machine> {
        this.onPod = () => {};
        return Machine.withCheckout(join(EXAMPLES, this.name));
    }

    /** Which of the application's objects are there. */
    async deployed(): Promise<string[]> {
        const found: string[] = [];
        for (const kind of KINDS) {
            const [resource = "", ...group] = kind.split("/").reverse();
            const path = `/${group.reverse().join("/")}/namespaces/${this.name}/${resource}/shop`;
            const { status } = await this.surroundings.controlPlane.api.get(path);
            if (status === 200) found.push(resource);
        }
        return found;
    }
}

/** Neither what a job printed nor what it left on its machine has the token, which the forge would redact. */
export async function assertClean(
    machine: Machine,
    { printed, redacted }: JobResult,
    kubeconfig = "",
): Promise<void> {
    const { token } = JSON.parse(kubeconfig).users[0].user;
    assert.ok(redacted.includes(token), "the forge knows the token as a value of its own");
    const detector = new LeakDetector();
    detector.watch("the token", token);
    detector.searchText("what the job printed", printed);
    await detector.searchTree(machine.directory);
    detector.assertClean();
    assert.deepEqual(machine.leftBehind(), []);
}
