import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { medianRatio } from "./statistics";

const root = join(__dirname, "..");
const ours = 'require("pulumi-ci-access")';
const theirs =
    'require("@pulumi/pulumi"); for (const m of ["core/v1", "rbac/v1"]) { const k = require("@pulumi/kubernetes/" + m); k.ServiceAccount; k.Secret; k.Role; k.RoleBinding; }';

/** How much longer it takes to import the package than the modules that it needs, as a ratio. */
export function importRatio(rounds: number): number {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round++) {
        for (const [index, code] of [ours, theirs].entries()) {
            const timed = `const t = performance.now(); ${code}; console.log(performance.now() - t);`;
            const { stdout } = spawnSync(process.execPath, ["-e", timed], { cwd: root, encoding: "utf8" });
            // The first round warms the caches of the file system.
            if (round > 0) times[index]?.push(Number(stdout));
        }
    }
    return medianRatio(times[0], times[1]);
}
