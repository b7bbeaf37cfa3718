import type { ConfigMap } from "@pulumi/pulumi/automation";
import { DEFAULT_GITHUB_TOKEN, type GithubEmulator } from "../github/githubEmulator";
import { DEFAULT_GITLAB_TOKEN, type GitlabEmulator } from "../gitlab/gitlabEmulator";

/** Points the default GitHub provider of a stack at the emulator. Its pauses between writes are for the real one. */
export function githubConfig(github: GithubEmulator, owner: string, token = DEFAULT_GITHUB_TOKEN): ConfigMap {
    return {
        "github:baseUrl": { value: github.baseUrl },
        "github:owner": { value: owner },
        "github:token": { value: token, secret: true },
        "github:writeDelayMs": { value: "1" },
    };
}

/** Points the default GitLab provider of a stack at the emulator. */
export function gitlabConfig(gitlab: GitlabEmulator, token = DEFAULT_GITLAB_TOKEN): ConfigMap {
    return {
        "gitlab:baseUrl": { value: gitlab.baseUrl },
        "gitlab:token": { value: token, secret: true },
    };
}
