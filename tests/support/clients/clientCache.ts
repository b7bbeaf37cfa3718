import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory, makeOnce } from "../../../toolchain/cache";
import { runCommand } from "../commandRun";
import { NotToBeHad } from "./client";

/** Where a client in another language comes from, and how it is made. */
export interface CachedClient {
    name: string;
    /** Its folder beside this file, and the files in it that decide what is made. */
    folder: string;
    sources: string[];
    /** What is there when it is made. */
    product: string;
    make(into: string, folder: string): Promise<void>;
}

/** The path of a client's product in the user's cache, made where it is missing. */
export async function cachedClient({ name, folder, sources, product, make }: CachedClient): Promise<string> {
    const source = join(__dirname, folder);
    const hash = createHash("sha256");
    for (const file of sources) hash.update(readFileSync(join(source, file)));
    const key = hash.digest("hex").slice(0, 12);
    const directory = join(await cacheDirectory(process.env), "clients", folder, key);
    const made = join(directory, product);
    const report = (text: string) => console.log(`    ${name}: ${text}`);
    await makeOnce(
        directory,
        () => existsSync(made),
        ({ result }) => {
            report("preparing it, once for this machine …");
            return make(result, source);
        },
        report,
    );
    return made;
}

/** Runs a command that makes a client. A machine without the command cannot have the client. */
export async function makeWith(program: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
    const [executable = "", ...args] = program;
    const options = { cwd, env: { ...process.env, ...env } };
    const result = await runCommand(executable, args, options).catch((error: Error) => {
        throw new NotToBeHad(error.message);
    });
    if (result.code !== 0) {
        throw new Error(`${program.join(" ")} exited with ${result.code}:\n${result.stderr.trim()}`);
    }
}
