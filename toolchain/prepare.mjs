// Makes every command of the README work on a fresh clone: installs the npm dependencies where they are missing or
// older than the lock file, builds the package where it is older than its source, and links the package into its own node_modules, so that
// the examples import it by the name that users do. Plain JavaScript: nothing else is installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Modification time in milliseconds; 0 where the file is missing. */
const modified = (file) => statSync(root + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Runs npm, and ends with its failure. */
function npm(args, remedy) {
    const { status } = spawnSync("npm", args, {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        shell: process.platform === "win32",
    });
    if (status === 0) return;
    console.error(`npm ${args[0]} failed: see above. ${remedy}`);
    process.exit(1);
}

if (modified("node_modules/.package-lock.json") < modified("package-lock.json")) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    const count = Object.keys({ ...dependencies, ...devDependencies }).length;
    console.log(`Installing ${count} npm dependencies (and what they need) …`);
    npm(
        ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
        "With the registry reachable, run the command again.",
    );
}

const sources = readdirSync(`${root}src`, { recursive: true }).map((file) => modified(`src/${file}`));
if (modified("lib/index.js") < Math.max(...sources)) {
    npm(["run", "--silent", "build"], "Correct the source, and run the command again.");
    // The compiler leaves a file alone that has not changed.
    utimesSync(`${root}lib/index.js`, new Date(), new Date());
}

const itself = `${root}node_modules/pulumi-ci-access`;
// A junction needs no special rights on Windows, and is a symbolic link elsewhere.
if (!existsSync(itself)) symlinkSync(root, itself, "junction");
