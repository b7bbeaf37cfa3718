import { join } from "node:path";
import { forPlatform } from "./download";
import { buildKey } from "./goBuild";
import type { Part } from "./part";
import type { Platform } from "./platform";

/** Where in the cache something of a certain version is, once it is there. */
export interface Place {
    version: string;
    directory: string;
    path: string;
}

export function downloadPlace(part: Part, cache: string, platform: Platform): Place {
    const { name, version, executable, download } = part;
    const directory = join(cache, download.archive, `${version}-${platform.os}-${platform.arch}`);
    const member = download.member && forPlatform(download.member, download, platform);
    return { version, directory, path: join(directory, member ?? executable ?? name) };
}

export function buildPlace(part: Part, cache: string, platform: Platform, modules: string): Place {
    const version = part.build.version ?? part.version;
    const key = `${version}-${platform.os}-${platform.arch}-${buildKey(part, modules)}`;
    const directory = join(cache, part.name, key);
    return { version, directory, path: join(directory, part.executable ?? part.name) };
}
