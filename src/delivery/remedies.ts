/** What to do about a forge's refusal, by what the provider's error says. */
const remedies: [telling: RegExp, github: string, gitlab: string][] = [
    [
        /\b401\b|bad credentials|unauthorized/i,
        "GitHub does not know the provider's token: it is wrong, expired or revoked. Set github:token (or GITHUB_TOKEN) to a valid one",
        "GitLab does not know the provider's token: it is wrong, expired or revoked. Set gitlab:token (or GITLAB_TOKEN) to a valid one",
    ],
    [
        /\b429\b|rate limit|too many requests/i,
        "GitHub limits the rate of writes. Wait, and give the GitHub provider a longer writeDelayMs",
        "GitLab limits the rate of requests. Wait, and give the GitLab provider more retries",
    ],
    [
        /\b403\b|forbidden|not accessible/i,
        "the provider's token may not write secrets there. It needs: for a repository, secrets write; for an environment, environments write; for an organization, organization secrets write",
        "the provider's token may not write variables there. It needs the scope api, and the Maintainer role of the project, Owner of the group, or administrator of the instance",
    ],
    [
        /\b404\b|not found/i,
        "there is no such repository or environment, or the provider's token does not see it. Check github:owner and the names, and create the environment first",
        "there is no such project or group, or the provider's token does not see it. Check the full path",
    ],
    [
        /already been taken/i,
        "the name is taken",
        "a variable of this key and scope is there already. Remove it, or take it over with pulumi import",
    ],
    [
        /\b4(00|09|22)\b|validation failed|is invalid/i,
        "GitHub refuses the secret. Its message is in the error of the resource",
        "GitLab refuses the variable. Its message is in the error of the resource",
    ],
    [
        /\b5\d\d\b|connection refused|no such host|timeout|EOF|reset by peer|giving up/i,
        "GitHub is not to be reached, or has a fault. Check github:baseUrl, and try again later",
        "GitLab is not to be reached, or has a fault. Check gitlab:baseUrl, and try again later",
    ],
];

/** A message for a destination that failed: which, why most likely, what to do, and what became of the rest. */
export function explainFailure(destination: string, errors: readonly string[]): string {
    const text = errors.join("\n");
    const isGithub = destination.includes("github/");
    const found = remedies.find(([telling]) => telling.test(text));
    const remedy = found?.[isGithub ? 1 : 2] ?? "the provider's error says why";
    return `${destination} was not delivered: ${remedy}. What else was delivered stays; the next pulumi up delivers what is missing.`;
}
