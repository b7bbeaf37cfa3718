import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { ControlPlane } from "../tests/support/controlPlane";
import { controlPlaneExecutables, prepareToolChain, pulumiInstallation } from "../tests/support/executables";
import { PulumiSandbox } from "../tests/support/pulumiSandbox";
import { Contender } from "./contender";
import { deliveryTable } from "./delivering";
import { importRatio } from "./imports";
import { comparison, goals, goalTable, type Pairs, table } from "./report";
import { sharesTable } from "./shares";
import { shellSeconds } from "./shell";
import { median } from "./statistics";

const page = join(__dirname, "..", "docs", "benchmarks.md");

async function bench(options: {
    identities: string;
    rounds: string;
    linear: string;
    delivering: string;
}): Promise<void> {
    const rounds = Number(options.rounds);
    await prepareToolChain();
    const controlPlane = await ControlPlane.start({ executables: await controlPlaneExecutables() });
    const sandbox = new PulumiSandbox(await pulumiInstallation());
    try {
        await controlPlane.createNamespace("bench");
        const component = await Contender.create(sandbox, controlPlane, "component");
        const byHand = await Contender.create(sandbox, controlPlane, "by-hand");
        // The first run of each reads everything from disk; it does not count.
        await component.live(1);
        await byHand.live(1);

        const all: Pairs[] = [];
        for (const identities of options.identities.split(",").map(Number)) {
            const pairs: Pairs = { identities, component: [], byHand: [] };
            for (let round = 1; round <= rounds; round++) {
                console.log(`  ${identities} identities, round ${round} of ${rounds}`);
                pairs.component.push(await component.live(identities));
                pairs.byHand.push(await byHand.live(identities));
            }
            all.push(pairs);
            console.log(comparison([pairs]));
        }

        console.log("  the page's shell steps, the import, and growth");
        const shell: number[] = [];
        for (let round = 0; round < rounds; round++)
            shell.push(await shellSeconds(controlPlane, `shell-${round}`));
        const one = median(all[0]?.component.map(({ up }) => up.seconds) ?? []);
        const reached = goals(all, importRatio(11));
        const large = Number(options.linear);
        if (large > 0) {
            const [ours, theirs] = [await growth(component, large), await growth(byHand, large)];
            reached.push({
                goal: `a first preview's time for each identity the same at ${large} as at 100, within a fifth`,
                measured: `${ours.toFixed(2)}; by hand ${theirs.toFixed(2)}`,
                met: ours <= 1.2,
            });
        }
        const state = table(
            ["identities", "state, component / by hand"],
            all.map(({ identities, component: [ours], byHand: [theirs] }) => [
                String(identities),
                ((ours?.stateBytes ?? 0) / (theirs?.stateBytes ?? 1)).toFixed(2),
            ]),
        );
        const shellLine = `One identity takes ${(one / median(shell)).toFixed(1)} times as long with \`pulumi up\` as with the page's shell steps, which know no preview, no state and no way back.`;
        console.log("  delivery");
        const delivery = await deliveryTable(sandbox, controlPlane, Number(options.delivering));
        console.log("  what the time goes to");
        const shares = await sharesTable(sandbox, controlPlane, rounds);
        publish([goalTable(reached), comparison(all), state, delivery, shares, shellLine].join("\n\n"));
    } finally {
        sandbox.remove();
        await controlPlane.stop();
    }
}

/** What one more identity takes in a first preview of so many, over what it takes in one of a hundred. */
async function growth(contender: Contender, large: number): Promise<number> {
    const first = (await contender.preview(1)).seconds;
    const each = async (identities: number) =>
        ((await contender.preview(identities)).seconds - first) / (identities - 1);
    return (await each(large)) / (await each(100));
}

/** Prints the tables, and puts them between the marks of the page. */
function publish(figures: string): void {
    console.log(`\n${figures}\n`);
    const [begin, end] = ["<!-- figures -->", "<!-- /figures -->"];
    const text = readFileSync(page, "utf8");
    const before = text.slice(0, text.indexOf(begin) + begin.length);
    writeFileSync(page, `${before}\n\n${figures}\n\n${text.slice(text.indexOf(end))}`);
}

new Command("npm run bench --")
    .description("Compares the component with the same resources written by hand, in one run and as ratios.")
    .option("--identities <list>", "how many identities a stack has", "1,10,100")
    .option("--rounds <n>", "pairs of lives for each number", "3")
    .option("--linear <n>", "identities of the largest stack, for the growth; 0 for none", "500")
    .option("--delivering <n>", "pipelines with a destination on each forge", "100")
    .action(bench)
    .parseAsync()
    .then(() => process.exit())
    .catch((error: Error) => {
        console.error(error.message);
        process.exit(1);
    });
