import {
    copyFileSync,
    constants as fileConstants,
    linkSync,
    mkdirSync,
    realpathSync,
    renameSync,
    rmSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { PARTS } from "./parts";

/** How to run a Pulumi that finds its own parts, and nothing else. */
export interface PulumiInstallation {
    pulumi: string;
    environment: NodeJS.ProcessEnv;
}

/**
 * Lays out a home for Pulumi in a directory: the engine beside its language host, and the plugins where the engine
 * itself would have installed them. Anything else makes it warn about plugins "from $PATH" on every command.
 */
export function pulumiEnvironment(
    paths: { pulumi: string; "pulumi-language-nodejs": string } & Record<string, string>,
    { home, env = process.env }: { home: string; env?: NodeJS.ProcessEnv },
): PulumiInstallation {
    const bin = join(home, "bin");
    const pulumi = place(paths.pulumi, bin, "pulumi");
    place(paths["pulumi-language-nodejs"], bin, "pulumi-language-nodejs");
    for (const { name, version, plugin } of PARTS) {
        const path = paths[name];
        if (plugin && path) {
            place(path, join(home, "plugins", `resource-${plugin}-v${version}`), name);
        }
    }
    return {
        pulumi,
        environment: {
            PATH: [bin, env.PATH].filter(Boolean).join(delimiter),
            PULUMI_HOME: home,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // A plugin that is missing is a mistake in the tool chain: say so, rather than wait for a download.
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
        },
    };
}

/** The engine looks beside its real path, so a symbolic link will not do; a hard link costs nothing. */
function place(path: string, directory: string, name: string): string {
    // What is on PATH may itself be a symbolic link, and a hard link to that one would be no better.
    const source = realpathSync(path);
    mkdirSync(directory, { recursive: true });
    const target = join(directory, name);
    // Under another name first: a second process may be running what is there.
    const fresh = `${target}.${process.pid}`;
    rmSync(fresh, { force: true });
    try {
        linkSync(source, fresh);
    } catch {
        // Another file system, or one without hard links.
        copyFileSync(source, fresh, fileConstants.COPYFILE_FICLONE);
    }
    renameSync(fresh, target);
    // Renaming does nothing where both are links to the same file already.
    rmSync(fresh, { force: true });
    return target;
}
