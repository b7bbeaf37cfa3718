import assert from "node:assert/strict";
import { resolveRole } from "../../src/role/resolveRole";
import { missing, rulesOfGrants } from "../../src/rules/algebra";
import { type Grant, grantsOf, inWords } from "../../src/rules/grant";
import type { PolicyRule } from "../../src/rules/policyRule";
import { Findings } from "../../src/validation/findings";
import { resolve } from "../../toolchain/resolve";
import { ControlPlane } from "../support/controlPlane";
import { CONTROLLERS } from "../support/controlPlaneFlags";
import { controlPlaneExecutables } from "../support/executables";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../support/ownership";
import { Kubelet } from "../support/runner/kubelet";
import { application } from "../support/tools/application";
import { type Scenario, scenarios } from "../support/tools/scenarios";
import { type ToolPlace, ToolUser } from "../support/tools/toolUser";
import { waitFor } from "../support/waiting";

type Preset = keyof typeof scenarios;

const rulesOfPreset = (preset: Preset) =>
    resolveRole({ preset, ...(preset === "rollout" && { deployments: ["shop"] }) }, undefined, new Findings())
        ?.rules ?? [];

/** The kinds that a preset is for. Helm's own Secrets and what it looks at besides are nothing that it deploys. */
function kindsOf(preset: Preset): string[] {
    const kinds = rulesOfPreset(preset).flatMap(({ resources }) => resources);
    const besides = preset === "helm" ? ["secrets", "replicasets"] : [];
    return [...new Set(kinds)].filter((kind) => !besides.includes(kind));
}

/** What a scenario finds in its namespace. */
const found: Partial<Record<Preset, string[]>> = {
    "read-only": kindsOf("read-only").filter((kind) => kind !== "pods/log"),
    rollout: ["deployments"],
};

/** Which grants are taken away, one at a time. What the other presets share with kubectl-apply is tried there. */
const tried: Record<Preset, (grant: Grant) => boolean> = {
    "read-only": () => true,
    rollout: () => true,
    "kubectl-apply": () => true,
    "kubectl-apply-prune": ({ verb }) => verb === "list" || verb === "delete",
    kustomize: ({ resource }) => resource === "secrets",
    helm: ({ resource }) => ["configmaps", "deployments", "secrets", "replicasets"].includes(resource),
};

/** The kind that shows that a grant is missing which is about nothing that is deployed. */
function shownBy({ resource }: Grant, preset: Preset): string {
    return kindsOf(preset).includes(resource)
        ? resource
        : resource === "replicasets"
          ? "deployments"
          : "configmaps";
}

describe("presets", () => {
    let place: ToolPlace;
    let count = 0;

    before(async function () {
        this.timeout(120_000);
        // Above the Pods everything is done by the real controllers, so that a rollout is one.
        const above = [
            "deployment",
            "replicaset",
            "statefulset",
            "daemonset",
            "persistentvolumeclaim-protection",
        ];
        const [controlPlane, executables] = await Promise.all([
            ControlPlane.start({
                executables: await controlPlaneExecutables(),
                controllers: [...CONTROLLERS, ...above.map((name) => `${name}-controller`)],
            }),
            resolve(["helm", "kubectl", "kubectl-previous"]),
        ]);
        place = { controlPlane, executables, directory: ownTemporaryDirectory("presets") };
        // For the DaemonSet.
        await controlPlane.api.create("/api/v1/nodes", { metadata: { name: "node" } });
    });

    after(async () => {
        await place.controlPlane.stop();
        removeTemporaryDirectory(place.directory);
    });

    async function newNamespace(preset: Preset): Promise<string> {
        const namespace = `${preset}-${++count}`;
        await place.controlPlane.createNamespace(namespace);
        const input = application(found[preset] ?? [], { namespace });
        if (input === "") return namespace;
        const apply = ["apply", "--namespace", namespace, "--filename", "-"];
        const { code, stderr } = await place.controlPlane.kubectl(apply, { input });
        assert.equal(code, 0, stderr);
        return namespace;
    }

    /** Users of these rules, each with a namespace of their own, once the API server knows what they may do. */
    async function users(preset: Preset, lists: (readonly PolicyRule[])[]): Promise<ToolUser[]> {
        // Readers do not disturb each other.
        const shared = preset === "read-only" ? await newNamespace(preset) : undefined;
        const create = async (rules: readonly PolicyRule[]) => {
            const namespace = shared ?? (await newNamespace(preset));
            return ToolUser.create(place, { name: `user-${++count}`, namespace, rules });
        };
        const made = await Promise.all(lists.map(create));
        const last = await create([{ apiGroups: [""], resources: ["bindings"], verbs: ["get"] }]);
        const knows = async () =>
            (await last.run("kubectl", ["auth", "can-i", "get", "bindings"])).code === 0;
        await waitFor("the API server to know the last grant", knows);
        return made;
    }

    /** What the first step says that fails; undefined where all succeed. */
    async function failureOf(
        preset: Preset,
        user: ToolUser,
        kinds: readonly string[],
    ): Promise<string | undefined> {
        // So slowly that there is something to wait for.
        const kubelet = new Kubelet(place.controlPlane, user.namespace, undefined, 700);
        try {
            const scenario: Scenario = scenarios[preset];
            for (const step of scenario(user, kinds)) {
                const { code, stdout, stderr } = await step();
                if (code !== 0) return `${code}: ${stdout}${stderr}`;
            }
            return undefined;
        } finally {
            await kubelet.stop();
        }
    }

    for (const preset of Object.keys(scenarios) as Preset[]) {
        it(`${preset} is enough for all its kinds, and all of it is used`, async function () {
            this.timeout(120_000);
            const rules = rulesOfPreset(preset);
            const [user] = await users(preset, [rules]);
            assert.ok(user);
            // Nothing binds a PersistentVolumeClaim here, for which Helm would wait.
            const [volumes, others] = [["persistentvolumeclaims"], kindsOf(preset)];
            const together =
                preset === "helm" ? [volumes, others.filter((kind) => !volumes.includes(kind))] : [others];
            for (const kinds of together) assert.equal(await failureOf(preset, user, kinds), undefined);
            assert.deepEqual(missing(user.used(), rules), []);
        });

        it(`${preset} is not enough without any one of its grants`, async function () {
            this.timeout(300_000);
            const all = grantsOf(rulesOfPreset(preset));
            const grants = all.filter(tried[preset]);
            const deprived = await users(
                preset,
                grants.map((grant) => rulesOfGrants(all.filter((other) => other !== grant))),
            );
            const attempts = grants.map((grant, index) => async () => {
                const user = deprived[index] as ToolUser;
                const failure = await failureOf(preset, user, [shownBy(grant, preset)]);
                assert.ok(failure !== undefined, `${preset} works without ${inWords(grant)}`);
                assert.doesNotMatch(failure, /unknown (flag|command)/, inWords(grant));
            });
            await inTurns(attempts, 3);
        });
    }
});

/** Runs so many at a time. */
async function inTurns(tasks: (() => Promise<void>)[], width: number): Promise<void> {
    const rest = [...tasks];
    const turn = async () => {
        for (let task = rest.shift(); task !== undefined; task = rest.shift()) await task();
    };
    await Promise.all(Array.from({ length: width }, turn));
}
