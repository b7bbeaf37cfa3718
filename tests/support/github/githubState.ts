import { SecretStore } from "./secretStore";

/** Limits of "Secrets reference" in GitHub's documentation. */
const REPOSITORY_SECRETS = 100;
const ENVIRONMENT_SECRETS = 100;
const ORGANIZATION_SECRETS = 1000;

export class Environment {
    readonly secrets = new SecretStore(ENVIRONMENT_SECRETS);
    readonly createdAt = new Date();
    settings: Record<string, unknown> = {};

    constructor(
        readonly id: number,
        readonly name: string,
    ) {}
}

export class Repository {
    readonly actions = new SecretStore(REPOSITORY_SECRETS);
    readonly dependabot = new SecretStore(REPOSITORY_SECRETS);
    /** Names are case-insensitive. */
    readonly environments = new Map<string, Environment>();

    constructor(
        readonly id: number,
        readonly owner: string,
        readonly name: string,
        readonly isPrivate: boolean,
    ) {}

    get fullName(): string {
        return `${this.owner}/${this.name}`;
    }
}

export class Organization {
    readonly actions = new SecretStore(ORGANIZATION_SECRETS);
    readonly dependabot = new SecretStore(ORGANIZATION_SECRETS);

    constructor(
        readonly id: number,
        readonly login: string,
    ) {}
}

/** Everything that exists on the emulated GitHub. */
export class GithubState {
    readonly repositories = new Map<string, Repository>();
    readonly organizations = new Map<string, Organization>();
    private nextId = 1000;

    addOrganization(login: string): Organization {
        const organization = new Organization(this.nextId++, login);
        this.organizations.set(login.toLowerCase(), organization);
        return organization;
    }

    addRepository(fullName: string, isPrivate: boolean): Repository {
        const [owner = "", name = ""] = fullName.split("/");
        const repository = new Repository(this.nextId++, owner, name, isPrivate);
        this.repositories.set(fullName.toLowerCase(), repository);
        return repository;
    }

    addEnvironment(repository: Repository, name: string): Environment {
        const environment = new Environment(this.nextId++, name);
        repository.environments.set(name.toLowerCase(), environment);
        return environment;
    }

    repository(fullName: string): Repository | undefined {
        return this.repositories.get(fullName.toLowerCase());
    }

    repositoryById(id: number): Repository | undefined {
        return [...this.repositories.values()].find((repository) => repository.id === id);
    }
}
