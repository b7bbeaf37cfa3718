import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { readCredential } from "../../src/credential/credential";
import type { Endpoint } from "../../src/kubeconfig/endpoint";
import { renderKubeconfig } from "../../src/kubeconfig/render";
import { resolve } from "../../toolchain/resolve";
import { CertificateAuthority } from "../support/certificates";
import { type Client, NotToBeHad } from "../support/clients/client";
import { nodeClient } from "../support/clients/clientNode";
import { ConnectProxy } from "../support/clients/connectProxy";
import { kubectlClient } from "../support/clients/kubectl";
import { mergedByKubectl, mergedByUs } from "../support/clients/mergedByKubectl";
import { goClient, pythonClient } from "../support/clients/otherLanguages";
import { createPipeline } from "../support/clients/pipeline";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../support/ownership";
import { sharedControlPlane } from "../support/sharedControlPlane";
import { kubeconfigFile, kubeconfigText } from "../unit/kubeconfig/kubeconfigFiles";

/** Which of them follow `proxy-url` was found out here: the Python client knows proxies by its environment alone. */
const clients: [name: string, prepare: () => Promise<Client>, proxies?: false][] = [
    ["kubectl", async () => kubectlClient((await resolve(["kubectl"])).kubectl)],
    [
        "an older kubectl",
        async () => kubectlClient((await resolve(["kubectl-previous"]))["kubectl-previous"]),
    ],
    ["@kubernetes/client-node", async () => nodeClient],
    ["the Python client", pythonClient, false],
    ["the Go client", goClient],
];

describe("every client takes a rendered kubeconfig", () => {
    const namespace = "clients";
    let directory: string;
    /** By what is special about them. */
    let kubeconfigs: Record<string, string>;
    /** Where the server is not to be believed. */
    let unverified: Record<string, string>;
    let proxy: ConnectProxy;

    before(async function () {
        this.timeout(120_000);
        directory = ownTemporaryDirectory("clients");
        proxy = await ConnectProxy.start();
        const controlPlane = await sharedControlPlane();
        const data = await createPipeline(controlPlane, namespace, "shop.deploy-1");
        const credential = readCredential(data);
        assert.ok(credential);
        const write = (file: string, endpoint: Partial<Endpoint>) => {
            const path = join(directory, file);
            const text = renderKubeconfig({
                endpoint: {
                    clusterName: "local",
                    server: controlPlane.server,
                    trust: { kind: "cluster" },
                    ...endpoint,
                },
                user: "shop.deploy-1",
                namespace,
                ...credential,
            });
            writeFileSync(path, text, { mode: 0o600 });
            return path;
        };
        const base64 = (text: string) => Buffer.from(text).toString("base64");
        const certificateAuthorityData = base64(controlPlane.certificateAuthority);
        kubeconfigs = {
            "with the certificates that the cluster publishes": write("published", {}),
            "with certificates of its own": write("embedded", {
                trust: { kind: "embedded", certificateAuthorityData },
            }),
            "with a name that nobody would write": write("names", {
                clusterName: 'Störung: "#1" \u0085\u2028\u007f\ufeff 😀 - [x] {y}',
            }),
            "with another name in the server's certificate": write("server-name", {
                tlsServerName: "localhost",
            }),
            "with a proxy": write("proxy", { proxyUrl: proxy.url }),
            "that does not verify the server": write("blind", { trust: { kind: "blind" } }),
        };
        const stranger = (await CertificateAuthority.create("stranger")).certificate;
        unverified = {
            "that another authority vouches for": write("stranger", {
                trust: { kind: "embedded", certificateAuthorityData: base64(stranger) },
            }),
            "under a name that its certificate lacks": write("wrong-name", { tlsServerName: "a.example" }),
            "that the machine does not know": write("system", { trust: { kind: "system" } }),
        };
    });
    after(async () => {
        proxy.stop();
        removeTemporaryDirectory(directory);
        await (await sharedControlPlane()).api.delete(`/api/v1/namespaces/${namespace}`);
    });

    for (const [name, prepare, proxies = true] of clients) {
        describe(name, () => {
            let client: Client;
            before(async function () {
                this.timeout(600_000);
                try {
                    client = await prepare();
                } catch (error) {
                    if (!(error instanceof NotToBeHad)) throw error;
                    console.log(`    skipping ${name}: ${error.message}`);
                    this.skip();
                }
            });

            it("lists what is in the namespace of the context, without being told which", async function () {
                this.timeout(60_000);
                const connections = proxy.connections;
                for (const [what, file] of Object.entries(kubeconfigs)) {
                    const seen = await client(file);
                    assert.deepEqual(
                        { ...seen, names: seen.names.filter((entry) => entry !== "kube-root-ca.crt") },
                        { namespace, names: ["settings"], status: 200 },
                        what,
                    );
                }
                assert.equal(
                    proxy.connections - connections,
                    proxies ? 1 : 0,
                    "connections through the proxy",
                );
            });

            it("is refused elsewhere", async function () {
                this.timeout(60_000);
                for (const [what, file] of Object.entries(kubeconfigs)) {
                    assert.equal((await client(file, "default")).status, 403, what);
                }
            });

            it("does not talk to a server that it cannot verify", async function () {
                this.timeout(60_000);
                for (const [what, file] of Object.entries(unverified)) {
                    await assert.rejects(client(file), /certificate|x509|altnames|Hostname/i, what);
                }
            });
        });
    }
});

describe("of several kubeconfig files, the same is read as by kubectl", () => {
    it("whatever they share, and whatever is missing, empty or a comment", async function () {
        this.timeout(120_000);
        const { kubectl } = await resolve(["kubectl"]);
        const directory = ownTemporaryDirectory("merging");
        const paths = ["one", "two", "three"].map((name) => join(directory, name));
        const text = fc.oneof(
            { weight: 5, arbitrary: kubeconfigFile(["a", "b", "c"]).map(kubeconfigText) },
            { weight: 1, arbitrary: fc.constantFrom("", "# nothing yet\n", undefined) },
        );
        const texts = fc.tuple(text, text, text).filter((all) => all.some((each) => each !== undefined));
        await fc.assert(
            fc.asyncProperty(texts, async (all) => {
                for (const [index, each] of all.entries()) {
                    const path = paths[index] ?? "";
                    if (each === undefined) rmSync(path, { force: true });
                    else writeFileSync(path, each);
                }
                assert.deepEqual(mergedByUs(paths), await mergedByKubectl(kubectl, paths));
            }),
            { numRuns: 40 },
        );
        removeTemporaryDirectory(directory);
    });

    it("with YAML's merge keys, and none where one of them cannot be read", async function () {
        this.timeout(60_000);
        const { kubectl } = await resolve(["kubectl"]);
        const directory = ownTemporaryDirectory("merge-keys");
        const [unreadable, file] = [join(directory, "unreadable"), join(directory, "file")];
        mkdirSync(unreadable);
        writeFileSync(
            file,
            `shared: &shared { server: "https://shared", certificate-authority: ca.crt }
clusters: [{ name: c, cluster: { <<: *shared, server: "https://own" } }]
contexts: [{ name: x, context: { cluster: c } }]
current-context: x
`,
        );
        const merged = mergedByUs([file]);
        assert.deepEqual(merged.clusters, { c: { server: "https://own", file: "ca.crt" } });
        assert.deepEqual(merged, await mergedByKubectl(kubectl, [file]));
        assert.throws(() => mergedByUs([unreadable, file]), /cannot be read/);
        await assert.rejects(mergedByKubectl(kubectl, [unreadable, file]), /is a directory/);
        removeTemporaryDirectory(directory);
    });
});
