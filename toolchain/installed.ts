import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve as resolvePath } from "node:path";
import { satisfies } from "semver";
import type { Part } from "./part";

export interface InstalledPart {
    path: string;
    version: string;
    where: string;
}

/** Looks for a part that the user has already; says of each candidate that will not do why it will not. */
export async function findInstalled(
    part: Part,
    env: NodeJS.ProcessEnv,
    reject: (reason: string) => void,
): Promise<InstalledPart | undefined> {
    const found = candidates(part, env);
    if (found.length === 0) {
        reject("not installed");
    }
    for (const { path, where, isThisVersion } of found) {
        const version = isThisVersion ? part.version : await versionThatWillDo(part, path, env, reject);
        if (version) {
            return { path, version, where };
        }
    }
    return undefined;
}

function candidates(part: Part, env: NodeJS.ProcessEnv) {
    const file = part.executable ?? part.name;
    const found: { path: string; where: string; isThisVersion: boolean }[] = [];
    const consider = (directory: string, where: string, isThisVersion = false) => {
        const path = resolvePath(directory, file);
        // /bin is often /usr/bin under another name: one look, and one complaint, is enough.
        if (isExecutable(path) && !found.some((other) => realpathSync(other.path) === realpathSync(path))) {
            found.push({ path, where, isThisVersion });
        }
    };
    if (part.plugin) {
        // A plugin on PATH does not tell its version; the engine's own directories do, by their names.
        const home = env.PULUMI_HOME || join(env.HOME || homedir(), ".pulumi");
        consider(join(home, "plugins", `resource-${part.plugin}-v${part.version}`), "Pulumi plugin", true);
    }
    if (part.installed) {
        const variable = part.installed.directoryVariable;
        if (variable && env[variable]) {
            consider(env[variable], `$${variable}`);
        }
        for (const directory of (env.PATH ?? "").split(delimiter).filter(Boolean)) {
            consider(directory, "PATH");
        }
    }
    return found;
}

export function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
    } catch {
        return false;
    }
}

async function versionThatWillDo(
    part: Part,
    path: string,
    env: NodeJS.ProcessEnv,
    reject: (reason: string) => void,
): Promise<string | undefined> {
    const { versionArguments, accepts } = part.installed ?? {};
    if (!versionArguments || !accepts) {
        return part.version;
    }
    const version = await printedVersion(path, versionArguments, env);
    if (!version) {
        reject(`${path} ${versionArguments.join(" ")} printed no version`);
        return undefined;
    }
    if (!satisfies(version, accepts)) {
        reject(`${path} is ${version}, and ${accepts} is needed`);
        return undefined;
    }
    return version;
}

function printedVersion(path: string, args: string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
    return new Promise((resolve) => {
        const options = { timeout: 10_000, env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" } };
        execFile(path, args, options, (_error, stdout) => resolve(/\d+\.\d+\.\d+/.exec(stdout)?.[0]));
    });
}
