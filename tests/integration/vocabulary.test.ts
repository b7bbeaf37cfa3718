import assert from "node:assert/strict";
import { builtInGroups, clusterScoped, groupsOf, pluralOf } from "../../src/rules/vocabulary";
import type { ControlPlane } from "../support/controlPlane";
import { sharedControlPlane } from "../support/sharedControlPlane";

interface Served {
    group: string;
    name: string;
    kind: string;
    namespaced: boolean;
}

/** What an API server serves of itself: all but sub-resources. */
async function served({ api }: ControlPlane): Promise<Served[]> {
    const { body } = await api.get("/apis");
    const paths: string[] = body.groups.map(
        ({ preferredVersion }: { preferredVersion: { groupVersion: string } }) =>
            `/apis/${preferredVersion.groupVersion}`,
    );
    const lists = await Promise.all(
        ["/api/v1", ...paths].map(async (path) => {
            const list = (await api.get(path)).body;
            const group = list.groupVersion.includes("/") ? list.groupVersion.split("/")[0] : "";
            return list.resources.map((resource: Omit<Served, "group">) => ({ ...resource, group }));
        }),
    );
    return lists.flat().filter(({ name, group }) => !name.includes("/") && builtInGroups.has(group));
}

describe("the vocabulary of rules is that of the API server", () => {
    let resources: Served[];
    before(async () => {
        resources = await served(await sharedControlPlane());
        assert.ok(resources.length > 50);
    });

    it("in what belongs to a namespace, by plural and kind", () => {
        for (const { group, name, kind } of resources.filter(({ namespaced }) => namespaced)) {
            assert.ok(groupsOf(name).includes(group), `${name}.${group}`);
            assert.equal(pluralOf(kind), name);
        }
    });

    it("in what belongs to the whole cluster", () => {
        const wide = resources.filter(({ namespaced }) => !namespaced);
        const missing = wide.filter(({ group, name }) => !clusterScoped[group]?.includes(name));
        assert.deepEqual(
            missing.map(({ group, name }) => `${name}.${group}`),
            [],
        );
    });
});
