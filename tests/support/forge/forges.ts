import assert from "node:assert/strict";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { GithubEmulator } from "../github/githubEmulator";
import { GitlabEmulator } from "../gitlab/gitlabEmulator";
import { githubConfig, gitlabConfig } from "./providerConfig";

/** Both forges, with what the tests of delivery deliver to: `acme/shop` on each. */
export interface Forges {
    github: GithubEmulator;
    gitlab: GitlabEmulator;
    /** Points a stack's default providers at them. */
    config: ConfigMap;
    arrivals(): unknown[];
    writes(): unknown[];
    forgetRequests(): void;
    clearFaults(): void;
    /** Nothing was asked or answered that the real forges do not know. */
    assertStrict(): void;
    stop(): Promise<void>;
}

/** With a directory, each of them writes a log there. */
export async function startForges(logDirectory?: string): Promise<Forges> {
    const logFile = (name: string) =>
        logDirectory === undefined ? undefined : join(logDirectory, `${name}.log`);
    const [github, gitlab] = await Promise.all([
        GithubEmulator.start({ logFile: logFile("github") }),
        GitlabEmulator.start({ logFile: logFile("gitlab") }),
    ]);
    github.addOrganization("acme");
    github.addRepository("acme/shop", { environments: ["production"] });
    gitlab.addGroup("acme");
    gitlab.addProject("acme/shop");
    const both = [github, gitlab];
    return {
        github,
        gitlab,
        config: { ...githubConfig(github, "acme"), ...gitlabConfig(gitlab) },
        arrivals: () => both.flatMap((forge) => [...forge.arrivals()]),
        writes: () => both.flatMap((forge) => forge.recorder.writes()),
        forgetRequests: () => {
            for (const forge of both) forge.recorder.clear();
        },
        clearFaults: () => {
            for (const forge of both) forge.clearFaults();
        },
        assertStrict: () => {
            for (const { violations, unexpected } of both)
                assert.deepEqual([violations, unexpected], [[], []]);
        },
        stop: async () => {
            await Promise.all(both.map((forge) => forge.stop()));
        },
    };
}
