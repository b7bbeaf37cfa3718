import assert from "node:assert/strict";
import { base64, type Planted, planted } from "./planted";
import { administratorKubeconfig, resolved, type Situation } from "./resolving";

describe("the endpoint comes from the first source that there is", () => {
    let credentials: Planted;
    before(async () => {
        credentials = await planted();
    });

    /** A kubeconfig with one cluster on this host, or several, of which the first is current. */
    const config = (...hosts: string[]) =>
        administratorKubeconfig(credentials, {
            config: {
                clusters: hosts.map((host) => ({ name: host, cluster: { server: `https://${host}` } })),
                contexts: hosts.map((host) => ({ name: `admin@${host}`, context: { cluster: host } })),
                "current-context": `admin@${hosts[0]}`,
            },
        });

    const found = (situation: Situation) => {
        const { endpoint, problems } = resolved(situation);
        assert.deepEqual(problems, []);
        return endpoint;
    };
    const server = (situation: Situation) => found(situation)?.server;

    const everything = (): Situation => ({
        stack: { kubeconfig: config("stack"), context: "admin@stack" },
        variable: "/ambient",
        files: { "/ambient": config("variable"), "/home/dev/.kube/config": config("home") },
    });

    it("explicit arguments", () => {
        const endpoint = { server: "https://explicit" };
        assert.equal(server({ ...everything(), endpoint }), "https://explicit");
        assert.equal(
            server({ ...everything(), endpoint, stack: { explicitProvider: true } }),
            "https://explicit",
        );
    });

    it("a kubeconfig argument: text, or the path of a file", () => {
        const situation = everything();
        assert.equal(
            server({ ...situation, endpoint: { kubeconfig: config("argument") } }),
            "https://argument",
        );
        const files = { ...situation.files, "/home/dev/argument": config("file") };
        for (const kubeconfig of ["/home/dev/argument", "~/argument"]) {
            assert.equal(server({ ...situation, files, endpoint: { kubeconfig } }), "https://file");
        }
    });

    it("whose context is the argument's, else its own current one, never the stack's", () => {
        const kubeconfig = config("a", "b");
        const stack = { context: "admin@b", cluster: "b" };
        assert.equal(server({ endpoint: { kubeconfig }, stack }), "https://a");
        assert.equal(server({ endpoint: { kubeconfig, context: "admin@b" } }), "https://b");
    });

    it("the stack's configuration: text, or the path of a file", () => {
        assert.equal(server(everything()), "https://stack");
        const stack = { kubeconfig: "~/stack" };
        assert.equal(server({ stack, files: { "/home/dev/stack": config("file") } }), "https://file");
    });

    it("of which context and cluster choose", () => {
        const kubeconfig = config("a", "b", "c");
        assert.equal(server({ stack: { kubeconfig, context: "admin@b" } }), "https://b");
        assert.equal(server({ stack: { kubeconfig, context: "admin@b", cluster: "c" } }), "https://c");
        assert.equal(server({ stack: { kubeconfig, cluster: "b" } }), "https://b");
        assert.equal(server({ stack: { kubeconfig, context: "", cluster: "" } }), "https://a");
    });

    it("and where the argument names a context, that one", () => {
        const kubeconfig = config("a", "b", "c");
        const stack = { kubeconfig, context: "admin@b", cluster: "b" };
        assert.equal(server({ stack, endpoint: { context: "admin@c" } }), "https://c");
    });

    it("the ambient kubeconfig: $KUBECONFIG, else ~/.kube/config, with the stack's context and cluster", () => {
        const { files } = everything();
        assert.equal(server({ files, variable: "/ambient" }), "https://variable");
        assert.equal(server({ files, variable: "/ambient", stack: { kubeconfig: "" } }), "https://variable");
        for (const variable of [undefined, ""]) assert.equal(server({ files, variable }), "https://home");
        const home = { "/home/dev/.kube/config": config("a", "b", "c") };
        assert.equal(server({ files: home, stack: { context: "admin@b" } }), "https://b");
        assert.equal(server({ files: home, stack: { cluster: "c" } }), "https://c");
        assert.equal(server({ files: home, endpoint: { context: "admin@b" } }), "https://b");
    });

    it("beside an explicit provider, the ambient one only where a context of it is named", () => {
        const files = { "/home/dev/.kube/config": config("a", "b") };
        const stack = { explicitProvider: true, kubeconfig: config("stack"), cluster: "stack" };
        assert.equal(server({ files, stack, endpoint: { context: "admin@b" } }), "https://b");
        assert.equal(resolved({ files, stack }).problems[0]?.path, "endpoint");
        assert.equal(server({ files, stack, endpoint: { kubeconfig: config("c") } }), "https://c");
    });

    it("explicit arguments may say all that a kubeconfig says of a cluster", () => {
        const { certificate } = credentials;
        const embedded = { kind: "embedded", certificateAuthorityData: base64(certificate) };
        const all = {
            server: "https://explicit/",
            clusterName: "c",
            tlsServerName: "api",
            proxyUrl: "http://p:1",
        };
        const expected = { ...all, server: "https://explicit" };
        assert.deepEqual(found({ endpoint: all }), { ...expected, trust: { kind: "cluster" } });
        for (const certificateAuthority of [certificate, base64(certificate), `# ours\n${certificate}\n`]) {
            const endpoint = { ...all, certificateAuthority };
            assert.deepEqual(found({ endpoint }), { ...expected, trust: embedded });
        }
        const endpoint = { ...all, certificateAuthorityFile: "~/ca.crt" };
        const files = { "/home/dev/ca.crt": certificate };
        assert.deepEqual(found({ endpoint, files }), { ...expected, trust: embedded });
        assert.equal(found({ endpoint: { server: "https://[::1]:6443" } })?.clusterName, "[::1]");
    });
});
