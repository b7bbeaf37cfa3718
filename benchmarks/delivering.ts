import { join } from "node:path";
import type { ControlPlane } from "../tests/support/controlPlane";
import { startForges } from "../tests/support/forge/forges";
import { PulumiProject } from "../tests/support/pulumiProject";
import type { PulumiSandbox } from "../tests/support/pulumiSandbox";
import { table } from "./report";

/**
 * Pipelines with a destination on each forge, each with its token beside it, over the same pipelines without any. The
 * pause between GitHub's writes is the provider's setting, and so taken out: with it, it is what the time goes to.
 */
export async function deliveryTable(sandbox: PulumiSandbox, controlPlane: ControlPlane, identities: number) {
    const forges = await startForges();
    try {
        const project = await PulumiProject.copyOf(
            sandbox,
            join(__dirname, "projects", "delivering"),
            "bench",
        );
        for (const [key, { value, secret }] of Object.entries(forges.config)) {
            await project.setConfig(key, value, secret ? ["--secret"] : []);
        }
        await project.setConfig("identities", String(identities));
        const options = { env: { KUBECONFIG: controlPlane.adminKubeconfigFile } };
        const run = async (delivers: boolean) => {
            await project.setConfig("delivers", String(delivers));
            forges.forgetRequests();
            const up = await project.up([], options);
            const writes = forges.writes().length;
            const again = await project.up([], options);
            const writesAgain = forges.writes().length - writes;
            await project.destroy([], options);
            return { up: up.seconds, again: again.seconds, writes, writesAgain };
        };
        const without = await run(false);
        const delivering = await run(true);
        forges.assertStrict();
        return table(
            [
                "pipelines",
                "operation",
                "time, with a destination on each forge over none",
                "writes to the forges",
            ],
            [
                [
                    String(identities),
                    "up",
                    (delivering.up / without.up).toFixed(2),
                    String(delivering.writes),
                ],
                [
                    String(identities),
                    "no-op up",
                    (delivering.again / without.again).toFixed(2),
                    String(delivering.writesAgain),
                ],
            ],
        );
    } finally {
        await forges.stop();
    }
}
