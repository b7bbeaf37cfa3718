import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import * as fc from "fast-check";
import { ambientKubeconfig } from "../../../src/kubeconfig/ambient";
import { thisMachine } from "../../../src/kubeconfig/files";
import type { Kubeconfig } from "../../../src/kubeconfig/parse";
import { Findings } from "../../../src/validation/findings";
import { type ClientNode, importClientNode } from "../../support/clients/clientNode";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../../support/ownership";
import { type KubeconfigFile, kubeconfigFile, kubeconfigText } from "./kubeconfigFiles";
import { surroundings } from "./resolving";

describe("the ambient kubeconfig is the one that kubectl would use", () => {
    let clientNode: ClientNode;
    before(async () => {
        clientNode = await importClientNode();
    });

    const text = (host: string, current?: string) =>
        kubeconfigText({
            clusters: [{ name: "c", cluster: { server: `https://${host}` } }],
            contexts: [{ name: host, context: { cluster: "c", user: "admin" } }],
            "current-context": current,
        });

    const read = (files: Record<string, string>, variable: string): Kubeconfig => {
        const findings = new Findings();
        const kubeconfig = ambientKubeconfig(surroundings(files, variable), findings);
        assert.deepEqual(findings.problems, []);
        assert.ok(kubeconfig);
        return kubeconfig;
    };

    it("of several files, the first with a name wins", () => {
        const files = { "/a": text("a"), "/b": text("b", "b"), "/c": text("c", "c") };
        const merged = read(files, "/a:/b:/c");
        assert.equal(merged.clusters.get("c")?.server, "https://a");
        assert.deepEqual([...merged.contexts.keys()].sort(), ["a", "b", "c"]);
        assert.equal(merged.currentContext, "b");
        assert.equal(read(files, "/c:/b:/a").clusters.get("c")?.server, "https://c");
    });

    it("empty entries, missing files and empty files are passed over", () => {
        const files = {
            "/a": "",
            "/c": "# nothing\r\n \n",
            "/b": text("b", "b"),
            "/home/dev/.kube/config": text("home", "home"),
        };
        for (const variable of [":/b", "/b:", "/a::/missing:/b", "/missing:/b:/missing", "/c:/b:/c"]) {
            assert.equal(read(files, variable).currentContext, "b", variable);
        }
    });

    it("does not change what another call returns", () => {
        const files = { "/a": text("a", "a"), "/b": text("b", "b") };
        const alone = read(files, "/a");
        read(files, "/a:/b");
        assert.deepEqual([...alone.contexts.keys()], ["a"]);
        assert.deepEqual([...read(files, "/a").contexts.keys()], ["a"]);
    });

    // Its merging refuses names that several files have, so that these are kept apart here.
    it("agrees with @kubernetes/client-node on files that share no name", () => {
        const directory = ownTemporaryDirectory("kubeconfig-files");
        const paths = [join(directory, "one", "config"), join(directory, "two", "config")] as const;
        for (const path of paths) mkdirSync(dirname(path));
        const files = fc.tuple(kubeconfigFile(["a", "b", "c"]), kubeconfigFile(["x", "y", "z"]));
        fc.assert(
            fc.property(files, (pair) => {
                for (const [index, file] of pair.entries()) {
                    writeFileSync(paths[index] ?? "", kubeconfigText(file));
                }
                const findings = new Findings();
                const variable = paths.join(":");
                const merged = ambientKubeconfig(
                    { ...thisMachine(), kubeconfigVariable: variable, pathDelimiter: ":" },
                    findings,
                );
                assert.ok(merged);
                assert.deepEqual(asSaid(merged), asItSays(clientNode, paths, pair));
            }),
        );
        removeTemporaryDirectory(directory);
    });
});

/** What both readers say, in one form. */
function asSaid({ clusters, contexts, currentContext }: Kubeconfig) {
    return {
        clusters: [...clusters]
            .map(([name, { server, certificateAuthority: file, origin }]) => {
                const path = String(file);
                return { name, server, file: isAbsolute(path) ? path : join(origin.directory, path) };
            })
            .sort(byName),
        contexts: [...contexts].map(([name, cluster]) => ({ name, cluster })).sort(byName),
        currentContext: currentContext ?? "",
    };
}

function asItSays(
    { KubeConfig }: ClientNode,
    paths: readonly [string, string],
    pair: readonly KubeconfigFile[],
) {
    const [first, second] = paths.map((path) => {
        const config = new KubeConfig();
        config.loadFromFile(path);
        // Both files have this user.
        if (path === paths[1]) config.users = [];
        return config;
    });
    assert.ok(first && second);
    first.mergeConfig(second, true);
    const current = pair.map((file) => file["current-context"]).find((name) => name !== undefined);
    return {
        clusters: first.clusters
            .map(({ name, server, caFile }) => ({ name, server, file: caFile ?? "" }))
            .sort(byName),
        contexts: first.contexts.map(({ name, cluster }) => ({ name, cluster })).sort(byName),
        // Where the first file has none, it keeps none; kubectl goes on to the next.
        currentContext: first.currentContext || current || "",
    };
}

function byName(one: { name: string }, other: { name: string }): number {
    return one.name < other.name ? -1 : 1;
}
