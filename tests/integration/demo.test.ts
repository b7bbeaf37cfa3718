import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type CommandOptions, runCommand } from "../support/commandRun";
import { LeakDetector } from "../support/leaks/leakDetector";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../support/ownership";
import { sharedControlPlane } from "../support/sharedControlPlane";

const root = join(__dirname, "..", "..");

/** The demo, run as the README says. */
describe("npm run demo", () => {
    const run = (
        args: string[] = [],
        env: NodeJS.ProcessEnv = {},
        options: Pick<CommandOptions, "interrupt" | "onOutput"> = {},
    ) =>
        runCommand("npm", ["run", "--silent", "demo", "--", ...args], {
            cwd: root,
            env: { ...process.env, CI: "true", ...env },
            ...options,
        });

    it("shows a pipeline that gets access, uses it, is refused more, and loses it again", async function () {
        this.timeout(300_000);
        const temporary = ownTemporaryDirectory("demo");
        const { code, stdout, stderr } = await run([], { TMPDIR: temporary });
        assert.equal(code, 0, stdout + stderr);
        for (const telling of [
            /All parts are there/,
            /\$ pulumi up --yes\n[\s\S]*kubeconfig: \[secret\]/,
            /serviceaccount\/shop-deploy\n[\s\S]*role\.rbac[\s\S]*rolebinding\.rbac[\s\S]*secret\/shop-deploy-token-/,
            /deployment\.apps\/shop created/,
            /Forbidden\): pods is forbidden: User "system:serviceaccount:shop:shop-deploy" cannot list resource "pods"[^\n]*in the namespace "default"/,
            /cannot create resource "rolebindings"/,
            /app\.kubernetes\.io\/managed-by: pulumi\n[\s\S]*ci-access\.dev\/pipeline: shop-deploy\n/,
            /"user":"system:serviceaccount:shop:shop-deploy","verb":"create","resource":"deployments".*"decision":"allow"/,
            /"user":"system:serviceaccount:shop:shop-deploy","verb":"create","resource":"rolebindings".*"decision":"forbid"/,
            /role\.rules\[0\] grants every verb \(\* on deployments\.apps\): .* or waive CA-1001 with a reason/,
            /\(Unauthorized\)/,
            /acme\/shop, environment production: KUBECONFIG/,
            /Done: nothing is left of it/,
        ]) {
            assert.match(stdout, telling);
        }
        // A token of any cluster begins with the same header.
        assert.doesNotMatch(stdout + stderr, /eyJhbGciOi|ZXlKaGJHY2lPaU/);
        assert.deepEqual(leftIn(temporary), []);
        assert.deepEqual(processesThatMention(temporary), []);
        removeTemporaryDirectory(temporary);
    });

    it("runs against a cluster that is there, in a namespace of its own, and leaves nothing", async function () {
        this.timeout(300_000);
        const controlPlane = await sharedControlPlane();
        const context = (await controlPlane.kubectl(["config", "current-context"])).stdout.trim();
        const env = { KUBECONFIG: controlPlane.adminKubeconfigFile };
        const { code, stdout, stderr } = await run(["--context", context], env);
        assert.equal(code, 0, stdout + stderr);
        const namespace = namespaceIn(stdout);
        assert.match(stdout, new RegExp(`system:serviceaccount:${namespace}:shop-deploy`));
        assert.match(stdout, /Done: nothing is left of it/);
        const { body } = await controlPlane.api.get(`/api/v1/namespaces/${namespace}`);
        assert.equal(body.code, 404);

        const detector = new LeakDetector();
        detector.watch("the administrator's kubeconfig", controlPlane.adminKubeconfig.slice(-400));
        detector.searchText("the demo's output", stdout + stderr);
        detector.assertClean();
    });

    it("logs in to that cluster as the user does, by a program that wants their environment", async function () {
        this.timeout(300_000);
        const controlPlane = await sharedControlPlane();
        const directory = ownTemporaryDirectory("login");
        const { KUBECONFIG, ...environment } = loginByProgram(controlPlane.adminKubeconfig, directory);
        const { code, stdout, stderr } = await run(["--context", "by-program"], {
            ...environment,
            KUBECONFIG,
        });
        assert.equal(code, 0, stdout + stderr);
        removeTemporaryDirectory(directory);
    });

    it("takes everything down where it is interrupted, and says so", async function () {
        this.timeout(300_000);
        const controlPlane = await sharedControlPlane();
        const context = (await controlPlane.kubectl(["config", "current-context"])).stdout.trim();
        const temporary = ownTemporaryDirectory("demo");
        const interruption = new AbortController();
        let seen = "";
        const { code, stdout, stderr } = await run(
            ["--context", context],
            { KUBECONFIG: controlPlane.adminKubeconfigFile, TMPDIR: temporary },
            {
                interrupt: { signal: interruption.signal, with: "SIGINT" },
                onOutput: (text) => {
                    seen += text;
                    if (seen.includes("deployment.apps/shop created")) interruption.abort();
                },
            },
        );
        assert.notEqual(code, 0);
        assert.match(stdout, /Interrupted: taking everything down[\s\S]*Done: nothing is left of it/);
        assert.doesNotMatch(stdout + stderr, /failed/);
        const { body } = await controlPlane.api.get(`/api/v1/namespaces/${namespaceIn(stdout)}`);
        assert.equal(body.code, 404);
        assert.deepEqual(leftIn(temporary), []);
        removeTemporaryDirectory(temporary);
    });

    it("says which contexts there are, where the one it is given is not", async () => {
        const controlPlane = await sharedControlPlane();
        const { code, stderr } = await run(["--context", "nowhere"], {
            KUBECONFIG: controlPlane.adminKubeconfigFile,
        });
        assert.equal(code, 1);
        assert.match(stderr, /The demo failed: There is no context nowhere in .*\. It has: /);
    });
});

function namespaceIn(output: string): string {
    const namespace = output.match(/ci-access-demo-[0-9a-f]{6}/)?.[0];
    assert.ok(namespace, output);
    return namespace;
}

function leftIn(temporary: string): string[] {
    return readdirSync(temporary).filter((name) => name.startsWith("ci-access-"));
}

/** Linux tells how each process was started; elsewhere nobody is asked. */
function processesThatMention(text: string): string[] {
    if (process.platform !== "linux") return [];
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((pid) => {
            try {
                return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
            } catch {
                return [];
            }
        })
        .filter((command) => command.includes(text));
}

/** A kubeconfig as cloud vendors make them: a program gives the credential, and finds it by a variable. */
function loginByProgram(kubeconfig: string, directory: string): Record<string, string> {
    const { clusters, users } = parse(kubeconfig);
    const user = users[0].user;
    const decoded = (field: string) => Buffer.from(user[field], "base64").toString();
    const credential = join(directory, "credential.json");
    const text = JSON.stringify({
        apiVersion: "client.authentication.k8s.io/v1",
        kind: "ExecCredential",
        status: {
            clientCertificateData: decoded("client-certificate-data"),
            clientKeyData: decoded("client-key-data"),
        },
    });
    writeFileSync(credential, text, { mode: 0o600 });
    const exec = {
        apiVersion: "client.authentication.k8s.io/v1",
        command: "sh",
        args: ["-c", 'cat "$DEMO_CREDENTIAL"'],
        interactiveMode: "Never",
    };
    const file = join(directory, "kubeconfig");
    writeFileSync(
        file,
        JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters,
            users: [{ name: "person", user: { exec } }],
            contexts: [{ name: "by-program", context: { cluster: clusters[0].name, user: "person" } }],
        }),
        { mode: 0o600 },
    );
    return { KUBECONFIG: file, DEMO_CREDENTIAL: credential };
}
