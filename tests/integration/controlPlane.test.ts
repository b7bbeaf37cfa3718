import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ControlPlane } from "../support/controlPlane";
import { sharedControlPlane } from "../support/sharedControlPlane";
import { createTokenSecret, fillByHand, requestToken, waitForToken } from "../support/tokenController";
import { waitFor } from "../support/waiting";

describe("the local control plane", () => {
    let controlPlane: ControlPlane;
    const namespace = "control-plane-test";

    before(async () => {
        controlPlane = await sharedControlPlane();
        await controlPlane.createNamespace(namespace);
        await controlPlane.api.create(`/api/v1/namespaces/${namespace}/serviceaccounts`, {
            metadata: { name: "pipeline" },
        });
    });

    it("fills token Secrets with a token that works", async () => {
        await createTokenSecret(controlPlane, namespace, "filled", "pipeline");
        const data = await waitForToken(controlPlane, namespace, "filled");
        assert.equal(data["ca.crt"], controlPlane.certificateAuthority);

        const response = await controlPlane
            .apiWithToken(data.token)
            .create("/apis/authentication.k8s.io/v1/selfsubjectreviews", {});
        assert.equal(response.body.status.userInfo.username, `system:serviceaccount:${namespace}:pipeline`);
    });

    it("refuses a user what was not granted, and names the user in the audit log", async () => {
        const alice = await controlPlane.addUser("alice", {
            namespaces: { [namespace]: [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }] },
        });
        const as = { kubeconfig: alice.file };
        assert.equal((await controlPlane.kubectl(["get", "pods", "-n", namespace], as)).code, 0);

        const refused = await controlPlane.kubectl(["get", "secrets", "-n", namespace], as);
        assert.equal(refused.code, 1);
        assert.match(refused.stderr, /Forbidden/);

        const event = await controlPlane.auditLog.waitFor(
            "alice is refused",
            ({ user, responseStatus }) => user.username === "alice" && responseStatus?.code === 403,
        );
        assert.deepEqual([event.verb, event.objectRef?.resource], ["list", "secrets"]);
    });

    it("leaves token Secrets empty, half-filled or late where a test wants that", async () => {
        await controlPlane.stopController();
        try {
            await createTokenSecret(controlPlane, namespace, "late", "pipeline");
            const path = `/api/v1/namespaces/${namespace}/secrets/late`;
            assert.equal((await controlPlane.api.get(path)).body.data, undefined);

            await fillByHand(controlPlane, namespace, "late", {
                "ca.crt": controlPlane.certificateAuthority,
            });
            assert.deepEqual(Object.keys((await controlPlane.api.get(path)).body.data), ["ca.crt"]);

            const token = await requestToken(controlPlane, namespace, "pipeline");
            await fillByHand(controlPlane, namespace, "late", { token });
            assert.equal((await waitForToken(controlPlane, namespace, "late")).token, token);
        } finally {
            await controlPlane.startController();
        }
        await createTokenSecret(controlPlane, namespace, "after", "pipeline");
        await waitForToken(controlPlane, namespace, "after");
    });

    it("goes with the process that started it, even when that is killed", async () => {
        const script = join(__dirname, "..", "support", "controlPlaneProcess.ts");
        const owner = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", script], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        const [line] = await once(createInterface({ input: owner.stdout }), "line");
        const { pids, directory } = JSON.parse(line);
        assert.equal(pids.length, 3);
        assert.ok(pids.every(isAlive) && existsSync(directory));

        owner.kill("SIGKILL");

        await waitFor("the processes to end", () => !pids.some(isAlive), { seconds: 10 });
        await waitFor("the directory to be removed", () => !existsSync(directory), { seconds: 10 });
    });
});

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}
