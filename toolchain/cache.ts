import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve as resolvePath } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { onExit } from "signal-exit";

/** A process renews its lock this often, and is taken for dead when it has not done so for `stale`. */
const LOCK = { update: 2_000, stale: 10_000 };
const PARTIAL = ".partial-";

export async function cacheDirectory(env: NodeJS.ProcessEnv): Promise<string> {
    if (env.CI_ACCESS_CACHE) {
        return resolvePath(env.CI_ACCESS_CACHE);
    }
    // An ES module, which only Node 20.19 and later could load with `require`.
    const { default: envPaths } = await import("env-paths");
    return envPaths("pulumi-ci-access", { suffix: "" }).cache;
}

/** Where to make something: its result is kept, its scraps are not. */
export interface Workplace {
    result: string;
    scraps: string;
}

/**
 * Makes a directory of the cache once, however many processes ask for it at the same time: the directory is there
 * with everything in it, or it is not there.
 */
export async function makeOnce(
    directory: string,
    isComplete: () => boolean,
    make: (workplace: Workplace) => Promise<void>,
    report: (text: string) => void,
): Promise<void> {
    const folder = dirname(directory);
    await mkdir(folder, { recursive: true }).catch((error: Error) => {
        throw new Error(
            `${folder} cannot be made (${error.message}); set CI_ACCESS_CACHE to a directory that you may write to`,
        );
    });
    const release = await waitForLock(folder, isComplete, report);
    if (!release) {
        return;
    }
    try {
        if (!isComplete()) {
            await removePartials(folder);
            await makeAtomically(directory, isComplete, make);
        }
    } finally {
        await release();
    }
}

/** Resolves to nothing where another process has made what was wanted. */
async function waitForLock(folder: string, isComplete: () => boolean, report: (text: string) => void) {
    for (let waited = 0; !isComplete(); waited++) {
        try {
            const release = await lock(folder, {
                ...LOCK,
                lockfilePath: join(folder, ".lock"),
                // After a suspended machine wakes up, another process may have taken over. Both then work in
                // directories of their own, and the first that is ready counts.
                onCompromised: () => {},
            });
            return () => release().catch(() => {});
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "ELOCKED") {
                throw error;
            }
        }
        if (waited === 0) {
            report("another process is at it: waiting for its result");
        }
        await sleep(250);
    }
    return undefined;
}

/** Whoever holds the lock is the only one at work here: what others left half-done, they left for ever. */
async function removePartials(folder: string): Promise<void> {
    for (const name of await readdir(folder)) {
        if (name.startsWith(PARTIAL)) {
            await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
        }
    }
}

async function makeAtomically(
    directory: string,
    isComplete: () => boolean,
    make: (workplace: Workplace) => Promise<void>,
): Promise<void> {
    const partial = await mkdtemp(join(dirname(directory), PARTIAL));
    const remove = () => rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
    const forget = onExit(remove);
    try {
        const workplace = { result: join(partial, "result"), scraps: join(partial, "scraps") };
        await mkdir(workplace.result);
        await mkdir(workplace.scraps);
        await make(workplace);
        if (!isComplete()) {
            // An incomplete one is what a user removed files from.
            await rm(directory, { recursive: true, force: true });
            await rename(workplace.result, directory);
        }
    } catch (error) {
        if (!existsSync(partial)) {
            throw new Error(
                `${partial} was removed while it was used, perhaps by another run while this machine slept: ` +
                    "run the same command again",
                { cause: error },
            );
        }
        throw error;
    } finally {
        forget();
        remove();
    }
}
