import type { ForgeRequest } from "../forge/exchange";
import type { GithubState } from "./githubState";
import type { GithubToken } from "./tokens";

/** A request that was authenticated, found in the description, and held against it. */
export interface Call {
    request: ForgeRequest;
    template: string;
    parameters: Record<string, string>;
    body: Record<string, unknown>;
    token: GithubToken;
    state: GithubState;
    /** Where the API is reached, for links. */
    apiUrl: string;
}
