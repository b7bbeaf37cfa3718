import { Command } from "commander";
import { locateWithProgress } from "../toolchain/display";
import { PARTS } from "../toolchain/parts";
import { localCluster, userCluster } from "./cluster";
import { Interruption } from "./interruption";
import { begin, say } from "./narration";
import { perform } from "./show";
import { Stage } from "./stage";

/** Neither Helm nor the second kubectl appears in the demo. */
const partsOfTheDemo = PARTS.map(({ name }) => name).filter((name) => !/helm|previous/.test(name));

async function demo({ context }: { context?: string }): Promise<void> {
    console.log("ci-access: access for a pipeline to one Kubernetes namespace, with one pulumi up.");
    begin("The real parts: Pulumi, its providers and a cluster");
    // Up to here Ctrl-C ends the demo at once, in the middle of a build too: there is nothing to take down yet.
    await locateWithProgress(partsOfTheDemo);

    const interruption = new Interruption();
    const cluster = context === undefined ? await localCluster() : await userCluster(context);
    const stage = new Stage(cluster, interruption.signal);
    try {
        interruption.signal.throwIfAborted();
        say(`The demo runs against ${cluster.description}.`);
        await perform(stage);
    } catch (error) {
        if (!interruption.signal.aborted) {
            process.exitCode = 1;
            console.error(`\nThe demo failed: ${(error as Error).message}`);
        }
    }
    const left = await stage.takeDown();
    for (const what of left) console.error(`\nSomething is left of it: ${what}`);
    if (left.length > 0) process.exitCode = 1;
    else if (interruption.signal.aborted) process.exitCode = 130;
    if (left.length === 0) console.log("\nDone: nothing is left of it. Next: the quick start in README.md.");
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
