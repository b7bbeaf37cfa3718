import { Command } from "commander";
import { leaveSignalsToCaller } from "../tests/support/ownership";
import { locateWithProgress } from "../toolchain/display";
import { PARTS } from "../toolchain/parts";
import { localCluster, userCluster } from "./cluster";
import { begin, say } from "./narration";
import { Show } from "./show";

/** Neither Helm nor the second kubectl appears in the demo. */
const partsOfTheDemo = PARTS.map(({ name }) => name).filter((name) => !/helm|previous/.test(name));

async function demo({ context }: { context?: string }): Promise<void> {
    console.log("ci-access: access for a pipeline to one Kubernetes namespace, with one pulumi up.");
    const interrupt = new AbortController();
    leaveSignalsToCaller();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, () => {
            if (!interrupt.signal.aborted) say("Interrupted: taking everything down …");
            interrupt.abort();
        });
    }

    begin("The real parts: Pulumi, its providers and a cluster");
    await locateWithProgress(partsOfTheDemo);
    const cluster = context === undefined ? await localCluster() : await userCluster(context);
    say(`The demo runs against ${cluster.description}.`);
    const show = new Show(cluster, interrupt.signal);
    try {
        await show.run();
    } finally {
        await show.takeDown();
        await cluster.stop();
    }
    if (interrupt.signal.aborted) process.exitCode = 130;
    else console.log("\nDone: nothing is left of it. Next: the quick start in README.md.");
}

new Command("npm run demo --")
    .description(
        "Gives a pipeline access to a namespace of a real cluster, and shows what it may do with it.",
    )
    .option(
        "--context <name>",
        "use a cluster of yours, by its context; the demo has a namespace of its own there",
    )
    .action(demo)
    .parseAsync()
    .then(() => process.exit())
    .catch((error: Error) => {
        console.error(`\nThe demo failed: ${error.message}`);
        process.exit(1);
    });
