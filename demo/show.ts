import { join } from "node:path";
import type { AuditEvent } from "../tests/support/auditLog";
import { waitFor } from "../tests/support/waiting";
import type { Cluster } from "./cluster";
import { quote, say, showCommand } from "./narration";
import type { Stage } from "./stage";

/** What people write who are in a hurry. */
const dangerous = 'role: { rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["*"] }] },';

/** What the demo shows, chapter by chapter. */
export async function perform(stage: Stage): Promise<void> {
    await stage.createNamespace();

    stage.chapter("One pulumi up: examples/quick-start");
    const quickStart = await stage.project("quick-start");
    await stage.up(quickStart);
    const { kubeconfig, username } = await quickStart.outputs({ showSecrets: true });
    const pipeline = stage.privateFile(kubeconfig);

    stage.chapter("What it made");
    await showObjects(stage.cluster);

    stage.chapter("The pipeline deploys: allowed");
    say(
        "With the issued kubeconfig alone, which knows the cluster and the namespace. kubectl wants it in a file:",
    );
    say("one that only you can read, in a temporary directory that goes at the end.");
    await stage.kubectl(pipeline, ["apply", "-f", join(__dirname, "application.yaml")], "allowed");
    const kinds = "deployments,services,ingresses,horizontalpodautoscalers";
    await stage.kubectl(pipeline, ["get", kinds, "--output", "name"], "allowed");

    stage.chapter("Outside of its namespace, and outside of its Role: refused");
    const more = ["create", "rolebinding", "more", "--clusterrole=admin", "--user=anybody"];
    await stage.kubectl(pipeline, ["get", "pods", "--namespace", "default"], "refused");
    await stage.kubectl(pipeline, more, "refused");
    await stage.kubectl(pipeline, ["get", "nodes"], "refused");

    stage.chapter("The audit log names the pipeline");
    await showAuditLog(stage.cluster, username);

    stage.chapter("A Role that may do more than is good: refused before anything is created");
    say(`The same program, with ${dangerous}`);
    await stage.refusedPreview(quickStart, (program) => program.replace(/role: .*,/, dangerous));

    stage.chapter("Taken back");
    await stage.destroyAll();
    say("The token that the pipeline held is worth nothing any more:");
    const refused = () => refusal(stage.cluster, pipeline);
    quote(await waitFor("the token to be refused", refused, { seconds: 15 }));

    stage.chapter("Delivered: examples/github-actions, to an emulator of GitHub's API");
    await deliver(stage);

    stage.chapter("Everything is taken down");
}

async function showObjects({ namespace, kubectl }: Cluster): Promise<void> {
    const kinds = "serviceaccounts,roles,rolebindings,secrets";
    const args = ["get", kinds, "--namespace", namespace, "--selector", "app.kubernetes.io/name=ci-access"];
    showCommand(`kubectl ${args.join(" ")}`);
    quote((await kubectl([...args, "--output", "name"])).stdout);
    say("Each of them tells whose it is:");
    const account = ["get", "serviceaccount", "shop-deploy", "--namespace", namespace, "--output", "json"];
    const { labels, annotations } = JSON.parse((await kubectl(account)).stdout).metadata;
    for (const [key, value] of Object.entries({ ...labels, ...annotations })) quote(`${key}: ${value}`);
}

async function showAuditLog({ auditLog }: Cluster, username: string): Promise<void> {
    if (!auditLog) {
        say(`The audit log of your API server names it too, as ${username}; it is not for the demo to read.`);
        return;
    }
    for (const resource of ["deployments", "rolebindings"]) {
        const event = await auditLog.waitFor(
            `the pipeline creates ${resource}`,
            ({ user, verb, objectRef }) =>
                user.username === username && verb === "create" && objectRef?.resource === resource,
        );
        quote(inShort(event));
    }
}

/** An audit event in one line, with an auditor's questions: who, what, where, and with what result. */
function inShort(event: AuditEvent & { annotations?: Record<string, string> }): string {
    const { verb, objectRef, user, responseStatus, requestReceivedTimestamp, annotations } = event;
    return JSON.stringify({
        time: requestReceivedTimestamp,
        user: user.username,
        verb,
        resource: objectRef?.resource,
        namespace: objectRef?.namespace,
        name: objectRef?.name,
        code: responseStatus?.code,
        decision: annotations?.["authorization.k8s.io/decision"],
    });
}

/** What the API server says to the bearer of a revoked token. It remembers for ten seconds that it was good. */
async function refusal(cluster: Cluster, kubeconfig: string): Promise<string | undefined> {
    const { code, stderr } = await cluster.kubectl(["get", "configmaps"], kubeconfig);
    return code !== 0 && /Unauthorized|logged in/.test(stderr) ? stderr : undefined;
}

async function deliver(stage: Stage): Promise<void> {
    const { config, github } = await stage.forges();
    const project = await stage.project("github-actions");
    for (const [key, { value, secret }] of Object.entries(config)) {
        await project.setConfig(key, value, secret ? ["--secret"] : []);
    }
    await stage.up(project);
    say("What arrived there, sealed for GitHub alone:");
    const scope = { repository: "acme/shop", environment: "production" };
    for (const name of github.names(scope)) quote(`acme/shop, environment production: ${name}`);
    say("Opened with the emulator's key, it is a kubeconfig that works:");
    const delivered = stage.privateFile(github.decrypted(scope, "KUBECONFIG") ?? "");
    const whoami = ["auth", "whoami", "--output", "jsonpath={.status.userInfo.username}"];
    await stage.kubectl(delivered, whoami, "allowed");
}
