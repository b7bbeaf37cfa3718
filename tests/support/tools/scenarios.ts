import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "../commandRun";
import { allowlisted, application, pathOf } from "./application";
import type { ToolUser } from "./toolUser";

/** One thing that a pipeline does. A code other than 0 is a failure. */
export type Step = () => Promise<Pick<CommandResult, "code" | "stdout" | "stderr">>;

/** What a pipeline of a preset does with objects of these kinds, all named `shop`. */
export type Scenario = (user: ToolUser, resources: readonly string[]) => Step[];

const kubectls = ["kubectl", "kubectl-previous"];
const rollouts = ["daemonsets", "deployments", "statefulsets"];

/** Without `watch` kubectl complains, and asks again and again: that is no way to work, though it ends well. */
const rolloutStatus = (user: ToolUser, resources: readonly string[]): Step[] =>
    resources
        .filter((resource) => rollouts.includes(resource))
        .flatMap((resource) =>
            kubectls.map((kubectl) => async () => {
                const status = ["rollout", "status", `${resource}/shop`, "--timeout=8s"];
                const { code, stderr, stdout } = await user.run(kubectl, status);
                return { stdout, stderr, code: /forbidden/i.test(stderr) ? 1 : code };
            }),
        );

const diff =
    (user: ToolUser, manifest: string): Step =>
    async () => {
        const { code, stderr, ...rest } = await user.run("kubectl", ["diff", "--filename", "-"], manifest);
        // By 1 it tells that there are differences, and that it failed.
        return { ...rest, stderr, code: code === 1 && stderr === "" ? 0 : code };
    };

/** No node has any: kubectl fails in either case, and says why. */
const logs =
    (user: ToolUser): Step =>
    async () => {
        const result = await user.run("kubectl", ["logs", "shop"]);
        return { ...result, code: /forbidden/i.test(result.stderr) ? 1 : 0 };
    };

const together =
    (steps: Step[]): Step =>
    async () => {
        const results = await Promise.all(steps.map((step) => step()));
        return results.find(({ code }) => code !== 0) ?? { code: 0, stdout: "", stderr: "" };
    };

const readOnly: Scenario = (user, resources) => {
    const kinds = resources.filter((resource) => resource !== "pods/log");
    const watch =
        (resource: string): Step =>
        () => {
            const path = `${pathOf(resource, user.namespace)}?watch=1&timeoutSeconds=1`;
            return user.run("kubectl", ["get", "--raw", path]);
        };
    return [
        ...kinds.flatMap((resource) => [
            () => user.run("kubectl", ["get", resource]),
            () => user.run("kubectl", ["get", resource, "shop"]),
        ]),
        together(kinds.map(watch)),
        ...(kinds.length < resources.length ? [logs(user)] : []),
    ];
};

const rollout: Scenario = (user) => [
    () => user.run("kubectl", ["rollout", "restart", "deployment/shop"]),
    together(rolloutStatus(user, ["deployments"])),
];

const kubectlApply: Scenario = (user, resources) => [
    diff(user, application(resources)),
    () => user.run("kubectl", ["apply", "--filename", "-"], application(resources)),
    diff(user, application(resources, { version: "2" })),
    () => user.run("kubectl", ["apply", "--filename", "-"], application(resources, { version: "2" })),
    together(rolloutStatus(user, resources)),
];

const kubectlApplyPrune: Scenario = (user, resources) => [
    ...kubectlApply(user, resources),
    () => {
        const kinds = resources.map((resource) => `--prune-allowlist=${allowlisted(resource)}`);
        const prune = ["apply", "--filename", "-", "--prune", "--selector", "app=shop", ...kinds];
        return user.run("kubectl", prune, application(resources, { name: "other" }));
    },
    () => user.gone(resources),
];

const kustomize: Scenario = (user, resources) => {
    const deployed = application(resources.filter((resource) => resource !== "secrets"));
    writeFileSync(join(user.directory, "application.yaml"), deployed);
    const apply =
        (version: string): Step =>
        () => {
            const kustomization = {
                resources: ["application.yaml"],
                configMapGenerator: [{ name: "settings", literals: [`version=${version}`] }],
                secretGenerator: [{ name: "password", literals: [`version=${version}`] }],
                // With it each change makes a new object, and none is ever changed.
                generatorOptions: { disableNameSuffixHash: true },
                commonAnnotations: { version },
            };
            writeFileSync(join(user.directory, "kustomization.yaml"), JSON.stringify(kustomization));
            return user.run("kubectl", ["apply", "--kustomize", "."]);
        };
    return [apply("1"), apply("2"), together(rolloutStatus(user, resources))];
};

const helm: Scenario = (user, resources) => {
    const waits = ["--wait", "--timeout", "20s"];
    // Nothing binds a PersistentVolumeClaim here, for which Helm would wait.
    const installed = resources.includes("persistentvolumeclaims") ? [] : waits;
    const upgrade =
        (deployed: readonly string[], version: string): Step =>
        () => {
            const templates = join(user.directory, "chart", "templates");
            mkdirSync(templates, { recursive: true });
            writeFileSync(
                join(templates, "..", "Chart.yaml"),
                "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
            );
            writeFileSync(join(templates, "application.yaml"), application(deployed, { version }));
            return user.run("helm", ["upgrade", "--install", ...installed, "shop", "chart"]);
        };
    return [
        upgrade(resources, "1"),
        upgrade(resources, "2"),
        () => user.run("helm", ["list"]),
        () => user.run("helm", ["status", "shop"]),
        () => user.run("helm", ["rollback", ...installed, "shop", "1"]),
        upgrade([], "3"),
        // Helm says nothing where it leaves what it could not delete.
        () => user.gone(resources),
        upgrade(resources, "4"),
        () => user.run("helm", ["uninstall", ...waits, "shop"]),
    ];
};

/** By the name of the preset. */
export const scenarios = {
    "read-only": readOnly,
    rollout,
    "kubectl-apply": kubectlApply,
    "kubectl-apply-prune": kubectlApplyPrune,
    kustomize,
    helm,
};
