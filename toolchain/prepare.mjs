// Makes every command of the README work on a fresh clone: installs the npm dependencies where they are missing or
// older than the lock file (which builds the package too), and links the package into its own node_modules, so that
// the examples import it by the name that users do. Plain JavaScript: nothing else is installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Modification time in milliseconds; 0 where the file is missing. */
const modified = (file) => statSync(root + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (modified("node_modules/.package-lock.json") < modified("package-lock.json")) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    const count = Object.keys({ ...dependencies, ...devDependencies }).length;
    console.log(`Installing ${count} npm dependencies (and what they need) …`);
    const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        shell: process.platform === "win32",
    });
    if (npm.status !== 0) {
        console.error("npm ci failed: see above. With the registry reachable, run the same command again.");
        process.exit(1);
    }
}

const itself = `${root}node_modules/pulumi-ci-access`;
// A junction needs no special rights on Windows, and is a symbolic link elsewhere.
if (!existsSync(itself)) symlinkSync(root, itself, "junction");
