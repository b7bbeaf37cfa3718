import { Command, InvalidArgumentError } from "commander";
import { DEFAULT_GITHUB_TOKEN, GithubEmulator } from "../github/githubEmulator";
import { DEFAULT_GITLAB_TOKEN, GitlabEmulator } from "../gitlab/gitlabEmulator";

interface Options {
    githubPort: number;
    gitlabPort: number;
    repository: string[];
    organization: string[];
    project: string[];
    group: string[];
    logFile?: string;
}

function port(text: string): number {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 0 || number > 65535) {
        throw new InvalidArgumentError("A port is a number from 0, for any free one, to 65535.");
    }
    return number;
}

/** `acme/shop:production,staging` is the repository acme/shop with two environments. */
function addRepository(github: GithubEmulator, text: string): void {
    const [name = "", environments] = text.split(":");
    github.addRepository(name, { environments: environments?.split(",") });
}

async function serve(options: Options): Promise<void> {
    const { logFile } = options;
    const github = await GithubEmulator.start({ port: options.githubPort, logFile });
    const gitlab = await GitlabEmulator.start({ port: options.gitlabPort, logFile });
    for (const organization of options.organization) {
        github.addOrganization(organization);
    }
    for (const repository of options.repository) {
        addRepository(github, repository);
    }
    for (const project of options.project) {
        gitlab.addProject(project);
    }
    for (const group of options.group) {
        gitlab.addGroup(group);
    }
    console.log(`GitHub  ${github.origin}  (open it to see what arrived)
    pulumi config set github:baseUrl ${github.baseUrl}
    pulumi config set github:owner ${options.organization[0] ?? "acme"}
    pulumi config set --secret github:token ${DEFAULT_GITHUB_TOKEN}

GitLab  ${gitlab.origin}  (open it to see what arrived)
    pulumi config set gitlab:baseUrl ${gitlab.baseUrl}
    pulumi config set --secret gitlab:token ${DEFAULT_GITLAB_TOKEN}

Ctrl-C ends both.`);
    for (const signal of ["SIGINT", "SIGTERM"]) {
        process.once(signal, () => Promise.all([github.stop(), gitlab.stop()]));
    }
}

new Command("forges")
    .description("Emulators of GitHub's secrets and GitLab's CI/CD variables, on loopback")
    .option("--github-port <port>", "port of the GitHub emulator", port, 0)
    .option("--gitlab-port <port>", "port of the GitLab emulator", port, 0)
    .option("--organization <login...>", "organizations on GitHub", ["acme"])
    .option("--repository <name...>", "repositories on GitHub, with their environments", [
        "acme/shop:production",
    ])
    .option("--project <path...>", "projects on GitLab", ["acme/shop"])
    .option("--group <path...>", "groups on GitLab", ["acme"])
    .option("--log-file <file>", "one line of JSON per request; never a value")
    .action(serve)
    .parseAsync();
