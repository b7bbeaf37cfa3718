import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const MAIN = join(__dirname, "..", "..", "support", "forge", "main.ts");

describe("the forges, started by hand", () => {
    let forges: ChildProcess;

    afterEach(() => forges.kill("SIGKILL"));

    it("say how to point a provider at them, show what arrived, and end when asked", async () => {
        const args = [
            "--require",
            "ts-node/register/transpile-only",
            MAIN,
            "--repository",
            "acme/web:production",
        ];
        forges = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        const said = await saidUntil(forges, "Ctrl-C");
        const [github, gitlab] = [...said.matchAll(/config set git\w+:baseUrl (\S+)/g)].map(
            ([, url]) => url ?? "",
        );
        assert.ok(github && gitlab, said);

        const page = await (await fetch(github)).text();
        assert.match(page, /Nothing has arrived yet/);
        const token = /gitlab:token (\S+)/.exec(said)?.[1] ?? "";
        const created = await fetch(`${gitlab}projects/acme%2Fshop/variables`, {
            method: "POST",
            headers: { "private-token": token, "content-type": "application/json" },
            body: JSON.stringify({ key: "KUBECONFIG", value: "a value" }),
        });
        assert.equal(created.status, 201);
        const arrived = await (await fetch(new URL("/", gitlab))).text();
        assert.match(arrived, /acme\/shop · \*<\/td><td>KUBECONFIG<\/td><td>7</);
        assert.ok(!arrived.includes("a value"));

        forges.kill("SIGINT");
        assert.deepEqual(await once(forges, "exit"), [0, null]);
    });
});

async function saidUntil(child: ChildProcess, end: string): Promise<string> {
    let said = "";
    for await (const chunk of child.stdout ?? []) {
        said += chunk;
        if (said.includes(end)) {
            break;
        }
    }
    return said;
}
