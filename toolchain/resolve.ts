import { availableParallelism } from "node:os";
import { cacheDirectory, makeOnce } from "./cache";
import { fetchPart, type UnreachableHosts } from "./download";
import { buildPart, elapsed, GoMissing } from "./goBuild";
import { findInstalled, isExecutable } from "./installed";
import { missingParts } from "./missingParts";
import type { Part } from "./part";
import { PARTS } from "./parts";
import { buildPlace, downloadPlace, type Place } from "./places";
import { type Platform, thisPlatform } from "./platform";

export interface Found {
    path: string;
    version: string;
    /** For people: `PATH`, `download`, `built`, … */
    from: string;
}

/** What happens to a part, or to all of them; `found` comes last for each part. */
export interface Progress {
    part?: string;
    text: string;
    found?: Found;
}

export interface ResolveOptions {
    report?: (progress: Progress) => void;
    /** Read for PATH, KUBEBUILDER_ASSETS, PULUMI_HOME, CI_ACCESS_CACHE and CI_ACCESS_TOOLCHAIN_SOURCES. */
    env?: NodeJS.ProcessEnv;
    parts?: Part[];
    /** The directory that holds the Go modules of the parts. */
    modules?: string;
}

const SOURCES = ["path", "download", "build"] as const;
type Source = (typeof SOURCES)[number];

interface Search extends Required<ResolveOptions> {
    platform: Platform;
    cache: string;
    sources: Source[];
    unreachable: UnreachableHosts;
}

/** Finds, downloads or builds these parts, and returns the path of the executable of each. */
export async function resolve<Name extends string>(
    names: readonly Name[],
    options: ResolveOptions = {},
): Promise<Record<Name, string>> {
    const found = await locate(names, options);
    return Object.fromEntries([...found].map(([name, { path }]) => [name, path])) as Record<Name, string>;
}

/** As `resolve`, but says where each part is from. */
export async function locate(
    names: readonly string[],
    options: ResolveOptions = {},
): Promise<Map<string, Found>> {
    const env = options.env ?? process.env;
    const search: Search = {
        report: () => {},
        parts: PARTS,
        modules: __dirname,
        ...options,
        env,
        platform: thisPlatform(),
        cache: await cacheDirectory(env),
        sources: sourcesIn(env),
        unreachable: new Map(),
    };
    const wanted = names.map((name) => partNamed(name, search.parts));
    const reasons = new Map<Part, string[]>(wanted.map((part) => [part, []]));
    const found = new Map<string, Found>();
    const settle = (part: Part, result: Found) => {
        found.set(part.name, result);
        search.report({ part: part.name, text: `${result.from}: ${result.path}`, found: result });
    };

    // All that is quick first, so that what is left to build, and how long that takes, is known before it starts.
    for (const [part, why] of reasons) {
        const result = await withoutBuilding(part, search, (reason) => why.push(reason));
        if (result) {
            settle(part, result);
        }
    }
    const missing = [...reasons].filter(([part]) => !found.has(part.name));
    if (missing.length > 0) {
        if (!search.sources.includes("build")) {
            throw missingParts(missing, "Building is not among $CI_ACCESS_TOOLCHAIN_SOURCES.");
        }
        announce(missing, search);
        for (const [part] of missing) {
            settle(part, await built(part, missing, search));
        }
    }
    return new Map(wanted.map(({ name }) => [name, found.get(name) as Found]));
}

function partNamed(name: string, parts: Part[]): Part {
    const part = parts.find((candidate) => candidate.name === name);
    if (!part) {
        throw new Error(
            `There is no part "${name}"; the parts are ${parts.map((each) => each.name).join(", ")}`,
        );
    }
    return part;
}

function sourcesIn(env: NodeJS.ProcessEnv): Source[] {
    const listed = env.CI_ACCESS_TOOLCHAIN_SOURCES?.split(",").map((source) => source.trim());
    for (const source of listed ?? []) {
        if (!SOURCES.includes(source as Source)) {
            throw new Error(
                `CI_ACCESS_TOOLCHAIN_SOURCES contains "${source}"; list some of ${SOURCES.join(",")}`,
            );
        }
    }
    return (listed as Source[] | undefined) ?? [...SOURCES];
}

async function withoutBuilding(
    part: Part,
    search: Search,
    reject: (reason: string) => void,
): Promise<Found | undefined> {
    const { sources, env, cache, platform, modules } = search;
    if (sources.includes("path")) {
        const installed = await findInstalled(part, env, reject);
        if (installed) {
            return { path: installed.path, version: installed.version, from: installed.where };
        }
    }
    const places = {
        download: sources.includes("download") && downloadPlace(part, cache, platform),
        build: sources.includes("build") && buildPlace(part, cache, platform, modules),
    };
    for (const [from, place] of Object.entries(places)) {
        if (place && isExecutable(place.path)) {
            return { path: place.path, version: place.version, from: `cache (${from})` };
        }
    }
    return places.download ? downloaded(part, places.download, search, reject) : undefined;
}

async function downloaded(
    part: Part,
    place: Place,
    search: Search,
    reject: (reason: string) => void,
): Promise<Found | undefined> {
    const { platform, unreachable } = search;
    if (!part.download.systems.includes(platform.os)) {
        reject(`its vendor has no download for ${platform.os}`);
        return undefined;
    }
    const report = (text: string) => search.report({ part: part.name, text });
    try {
        const make = (workplace: Parameters<typeof fetchPart>[3]) =>
            fetchPart(part, platform, unreachable, workplace, report);
        await makeOnce(place.directory, () => isExecutable(place.path), make, report);
        return { path: place.path, version: place.version, from: "download" };
    } catch (error) {
        reject((error as Error).message);
        return undefined;
    }
}

function announce(missing: [Part, string[]][], { report }: Search): void {
    for (const [part, reasons] of missing) {
        const why = reasons.length > 0 ? ` (${reasons.join("; ")})` : "";
        report({ part: part.name, text: `will be built${why}` });
    }
    const cores = availableParallelism();
    const minutes = (missing.reduce((sum, [part]) => sum + part.build.minutes, 0) * 2) / cores;
    report({
        text:
            `${counted(missing.length, "part")} to build from Go modules: up to ` +
            `${counted(Math.ceil(minutes), "minute")} on ${counted(cores, "core")}, once per machine`,
    });
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

async function built(part: Part, missing: [Part, string[]][], search: Search): Promise<Found> {
    const { cache, platform, modules, env } = search;
    const place = buildPlace(part, cache, platform, modules);
    const report = (text: string) => search.report({ part: part.name, text });
    const started = Date.now();
    try {
        report("building");
        const make = (workplace: Parameters<typeof buildPart>[3]) =>
            buildPart(part, modules, platform, workplace, env, report);
        await makeOnce(place.directory, () => isExecutable(place.path), make, report);
    } catch (error) {
        if (error instanceof GoMissing) {
            throw missingParts(missing, `${error.message}.`);
        }
        throw new Error(`${part.name} ${part.version} could not be built: ${(error as Error).message}`, {
            cause: error,
        });
    }
    return { path: place.path, version: place.version, from: `built in ${elapsed(started)}` };
}
