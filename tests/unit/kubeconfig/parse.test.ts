import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type Kubeconfig, parseKubeconfig } from "../../../src/kubeconfig/parse";
import { Findings } from "../../../src/validation/findings";
import { kubeconfigFile, kubeconfigText } from "./kubeconfigFiles";
import { credentialsIn, type Planted, planted } from "./planted";
import { administratorKubeconfig } from "./resolving";

const parse = (text: string, path: string, directory = "/"): Kubeconfig | undefined =>
    parseKubeconfig(text, { path, directory }, new Findings());

describe("reading a kubeconfig", () => {
    let credentials: Planted;
    before(async () => {
        credentials = await planted();
    });

    it("drops users and their credentials", () => {
        const read = parse(administratorKubeconfig(credentials), "any");
        const kept = JSON.stringify([...(read?.clusters ?? []), ...(read?.contexts ?? [])]);
        assert.match(kept, /10\.0\.0\.1/);
        assert.deepEqual(credentialsIn(kept, credentials), []);
    });

    it("takes YAML as people write it: comments, anchors, a byte order mark, Windows line ends", () => {
        const lines = [
            "\ufeff# ours",
            "clusters:",
            "- {name: a, cluster: &a {server: 'https://a'}}",
            "- name: b",
            "  cluster: *a",
            "contexts:",
            '- {name: "a", context: {cluster: a, user: u}} # the one',
            "current-context: a",
            "unknown: {field: 1}",
        ];
        for (const end of ["\n", "\r\n"]) {
            const read = parse(lines.join(end), "any");
            assert.equal(read?.clusters.get("b")?.server, "https://a");
            assert.equal(read?.currentContext, "a");
        }
    });

    it("reads again what has changed, under whatever name, in whatever order", () => {
        const steps = fc.array(
            fc.tuple(kubeconfigFile(["a", "b"]), fc.constantFrom("one", "two"), fc.constantFrom("/x", "/y")),
        );
        fc.assert(
            fc.property(steps, (sequence) => {
                for (const [index, [file, path, directory]] of sequence.entries()) {
                    const text = kubeconfigText(file);
                    const read = parse(text, path, directory);
                    // Under a name of its own it is certainly read afresh.
                    const fresh = parse(text, `fresh ${index} ${Math.random()}`, directory);
                    assert.ok(read && fresh);
                    for (const { origin } of read.clusters.values()) {
                        assert.deepEqual(origin, { path, directory });
                    }
                    assert.deepEqual(withoutOrigins(read), withoutOrigins(fresh));
                }
            }),
        );
    });

    it("reports what is wrong every time that it is asked", () => {
        for (let time = 0; time < 3; time++) {
            const findings = new Findings();
            parseKubeconfig("clusters: 1", { path: "again", directory: "/" }, findings);
            assert.equal(findings.problems.length, 1);
        }
    });

    it("reports it also where other problems were found before", () => {
        const findings = new Findings();
        findings.problem("namespace", "is missing");
        assert.ok(parseKubeconfig("clusters: []", { path: "fine", directory: "/" }, findings));
        assert.equal(parseKubeconfig("clusters: 1", { path: "not", directory: "/" }, findings), undefined);
    });

    it("never throws, and never repeats the text, whatever it is", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
                parse(text, "any");
            }),
            { numRuns: 500 },
        );
    });

    it("costs nothing the second time", () => {
        const clusters = Array.from({ length: 3000 }, (_, index) => ({
            name: `cluster-${index}`,
            cluster: { server: "https://a", "certificate-authority-data": "x".repeat(300) },
        }));
        const text = JSON.stringify({ clusters, contexts: [] });
        const first = parse(text, "large");
        const began = performance.now();
        for (let time = 0; time < 20; time++) assert.equal(parse(text, "large"), first);
        assert.ok(performance.now() - began < 500);
    });
});

function withoutOrigins({ clusters, contexts, currentContext }: Kubeconfig) {
    return {
        clusters: [...clusters].map(([name, { origin: _, ...cluster }]) => [name, cluster]),
        contexts: [...contexts],
        currentContext,
    };
}
