import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { rulesFromManifests } from "../../src/manifests/rulesFromManifests";
import { missing, rulesOfGrants } from "../../src/rules/algebra";
import { type Grant, grantsOf, inWords } from "../../src/rules/grant";
import type { PolicyRule } from "../../src/rules/policyRule";
import { resolve } from "../../toolchain/resolve";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../support/ownership";
import { sharedControlPlane } from "../support/sharedControlPlane";
import { type KnownApplication, knownApplications } from "../support/tools/knownApplications";
import { asText, isWide, type KnownObject, objectsOf } from "../support/tools/knownManifests";
import { type ToolPlace, ToolUser } from "../support/tools/toolUser";
import { waitFor } from "../support/waiting";

const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const isRbac = ({ apiVersion }: KnownObject) => apiVersion.startsWith("rbac.authorization.k8s.io");
/** For kubectl rollout status, of Pods that run nowhere here; the presets' tests show that it needs them. */
const isForRollout = ({ apiGroup, verb }: Grant) => apiGroup === "apps" && ["list", "watch"].includes(verb);

describe("the rules from manifests shaped like well-known applications", () => {
    let place: ToolPlace;
    let count = 0;

    before(async () => {
        const controlPlane = await sharedControlPlane();
        const executables = await resolve(["kubectl"]);
        place = { controlPlane, executables, directory: ownTemporaryDirectory("manifests") };
        const everything = knownApplications.flatMap((application) => objectsOf(application, "default"));
        const definitions = everything.filter(({ kind }) => kind === "CustomResourceDefinition");
        const { code, stderr } = await controlPlane.kubectl(["apply", "--filename", "-"], {
            input: asText(definitions),
        });
        assert.equal(code, 0, stderr);
        await controlPlane.kubectl([
            "wait",
            "--for=condition=established",
            "customresourcedefinitions",
            "--all",
        ]);
    });
    after(() => removeTemporaryDirectory(place.directory));

    /** Users with these rules, all in one namespace, once the API server knows. */
    async function users(namespace: string, lists: PolicyRule[][]): Promise<ToolUser[]> {
        const create = (rules: PolicyRule[]) =>
            ToolUser.create(place, { name: `${namespace}-${++count}`, namespace, rules });
        const made = await Promise.all(lists.map(create));
        const last = await create([{ apiGroups: [""], resources: ["bindings"], verbs: ["get"] }]);
        const knows = async () =>
            (await last.run("kubectl", ["auth", "can-i", "get", "bindings"])).code === 0;
        await waitFor("the API server to know the last grant", knows);
        return made;
    }

    const apply = (user: ToolUser, objects: KnownObject[]) =>
        user.run("kubectl", ["apply", "--filename", "-"], asText(objects));

    it("are those of a kustomization, rendered by the real kubectl", () => {
        const directory = join(place.directory, "kustomized");
        mkdirSync(directory);
        const kustomization = { namePrefix: "blue-", configMapGenerator: [{ name: "a", literals: ["b=c"] }] };
        writeFileSync(join(directory, "kustomization.yaml"), JSON.stringify(kustomization));
        const path = process.env.PATH;
        process.env.PATH = [dirname(place.executables.kubectl ?? ""), path].join(delimiter);
        try {
            const { rules } = rulesFromManifests({ manifests: [directory] });
            const [named = ""] = rules.flatMap(({ resourceNames = [] }) => resourceNames);
            assert.match(named, /^blue-a-[a-z0-9]{10}$/);
        } finally {
            process.env.PATH = path;
        }
    });

    for (const application of knownApplications) {
        it(`deploy ${application.name}, and are no more than that takes`, async function () {
            this.timeout(120_000);
            const namespace = `known-${application.name}`;
            await place.controlPlane.createNamespace(namespace);
            await createForeignRoles(application, namespace);
            const objects = objectsOf(application, namespace);
            const own = objects.filter((object) => !isWide(object));
            const { rules, clusterScoped } = rulesFromManifests({ manifests: [asText(objects)], namespace });
            assert.equal(clusterScoped.length, objects.length - own.length);

            const [user] = await users(namespace, [rules]);
            assert.ok(user);
            for (const version of ["1", "2"]) {
                const changed = objectsOf(application, namespace, version).filter(
                    (object) => !isWide(object),
                );
                const { code, stdout, stderr } = await apply(user, changed);
                assert.equal(code, 0, stdout + stderr);
            }

            // What is not used is for waiting, or is held so that it may be granted: without it, it may not.
            const unused = grantsOf(missing(user.used({ withNames: true }), rules)).filter(
                (one) => !isForRollout(one),
            );
            const all = grantsOf(rules);
            const without = unused.map((grant) =>
                rulesOfGrants(all.filter((one) => inWords(one) !== inWords(grant))),
            );
            const deprived = await users(namespace, without);
            const rbac = own.filter(isRbac);
            for (const [index, poorer] of deprived.entries()) {
                await remove(rbac);
                const { code, stderr } = await apply(poorer, rbac);
                const grant = inWords(unused[index] as Grant);
                assert.ok(code !== 0 && /forbidden/i.test(stderr), `it works without ${grant}: ${stderr}`);
            }
        });
    }

    /** Those that the application binds, and does not bring itself. */
    async function createForeignRoles(application: KnownApplication, namespace: string): Promise<void> {
        const objects = objectsOf(application, namespace);
        const own = objects.filter(({ kind }) => kind === "Role").map(({ metadata }) => metadata.name);
        const bound = objects.flatMap(({ roleRef }) => (roleRef ? [(roleRef as { name: string }).name] : []));
        const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }];
        for (const name of bound.filter((role) => !own.includes(role))) {
            await place.controlPlane.api.create(`${RBAC}/namespaces/${namespace}/roles`, {
                metadata: { name },
                rules,
            });
        }
    }

    async function remove(objects: KnownObject[]): Promise<void> {
        for (const { kind, metadata } of objects) {
            const path = `${RBAC}/namespaces/${metadata.namespace}/${kind.toLowerCase()}s/${metadata.name}`;
            await place.controlPlane.api.delete(path);
        }
    }
});
