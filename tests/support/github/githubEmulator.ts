import { randomUUID } from "node:crypto";
import type { Arrival } from "../forge/arrivalsPage";
import { type Answer, type ForgeRequest, Refusal } from "../forge/exchange";
import type { StatusFault } from "../forge/faults";
import { ForgeEmulator, type ForgeEmulatorOptions } from "../forge/forgeEmulator";
import { findOperation } from "./describedOperations";
import { documented, faultAnswer, notFound, unprocessable } from "./errors";
import { arrivalsOf } from "./githubArrivals";
import { GithubState } from "./githubState";
import { answerOwner } from "./ownerRoutes";
import { RateLimit, type RateLimitRule } from "./rateLimit";
import { requestProblems } from "./requestForm";
import { seal, sodiumReady } from "./sealedBox";
import { answerSecrets } from "./secretRoutes";
import type { SecretStore } from "./secretStore";
import { answerSelection } from "./selectionRoutes";
import { authenticate, type GithubToken, permissionOf, requirePermission } from "./tokens";
import { describedPath } from "./undescribed";
import { WriteLimit, type WriteLimitRule } from "./writeLimit";

export interface GithubEmulatorOptions extends ForgeEmulatorOptions {
    /** Who may call; one token that may do everything if not given. */
    tokens?: Record<string, GithubToken>;
    /** GitHub's own is 5,000 an hour, which is also the default. */
    rateLimit?: RateLimitRule;
    /** GitHub's own is about 80 a minute; none by default. */
    writeLimit?: WriteLimitRule;
}

/** Where a secret is, in the words of a test. */
export type GithubScope =
    | { repository: string; environment?: string; dependabot?: boolean }
    | { organization: string; dependabot?: boolean };

export const DEFAULT_GITHUB_TOKEN = "github-emulator-token";
const HOURLY = { limit: 5000, windowSeconds: 3600 };

/** GitHub, as far as secrets go, on loopback: `GithubEmulator.start()`. */
export class GithubEmulator extends ForgeEmulator {
    private readonly state = new GithubState();
    private readonly tokens: Map<string, GithubToken>;
    private readonly rateLimit: RateLimit;
    private readonly writeLimit?: WriteLimit;

    static async start(options: GithubEmulatorOptions = {}): Promise<GithubEmulator> {
        await sodiumReady();
        const emulator = new GithubEmulator(options);
        await emulator.listen();
        return emulator;
    }

    private constructor(options: GithubEmulatorOptions) {
        super("GitHub", options);
        this.tokens = new Map(
            Object.entries(options.tokens ?? { [DEFAULT_GITHUB_TOKEN]: { login: "octocat" } }),
        );
        this.rateLimit = new RateLimit(options.rateLimit ?? HOURLY);
        this.writeLimit = options.writeLimit && new WriteLimit(options.writeLimit);
    }

    /** For `baseUrl` of the Pulumi provider, which puts `api/v3/` behind it. */
    get baseUrl(): string {
        return `${this.origin}/`;
    }

    addOrganization(login: string): void {
        this.state.addOrganization(login);
    }

    /** The id by which organizations select it. */
    addRepository(fullName: string, options: { private?: boolean; environments?: string[] } = {}): number {
        const repository = this.state.addRepository(fullName, options.private ?? true);
        for (const environment of options.environments ?? []) {
            this.state.addEnvironment(repository, environment);
        }
        return repository.id;
    }

    /** The plain value that was delivered; undefined if there is no such secret. */
    decrypted(scope: GithubScope, name: string): string | undefined {
        return this.store(scope).decrypted(name);
    }

    names(scope: GithubScope): string[] {
        return this.store(scope)
            .list()
            .map((secret) => secret.name);
    }

    visibility(organization: string, name: string): { visibility?: string; selectedRepositoryIds: number[] } {
        const secret = this.store({ organization }).get(name);
        return {
            visibility: secret?.visibility,
            selectedRepositoryIds: [...(secret?.selectedRepositoryIds ?? [])],
        };
    }

    /** As if somebody had set it in GitHub's settings. */
    setOutside(scope: GithubScope, name: string, value: string): void {
        const store = this.store(scope);
        store.put(name, store.key.id, seal(value, store.key.publicKey));
    }

    deleteOutside(scope: GithubScope, name: string): boolean {
        return this.store(scope).delete(name);
    }

    rotateKey(scope: GithubScope): void {
        this.store(scope).rotateKey();
    }

    arrivals(): Arrival[] {
        return arrivalsOf(this.state);
    }

    private store(scope: GithubScope): SecretStore {
        if ("organization" in scope) {
            const organization = this.state.organizations.get(scope.organization.toLowerCase());
            return found(scope.dependabot ? organization?.dependabot : organization?.actions, scope);
        }
        const repository = this.state.repository(scope.repository);
        if (scope.environment !== undefined) {
            return found(repository?.environments.get(scope.environment.toLowerCase())?.secrets, scope);
        }
        return found(scope.dependabot ? repository?.dependabot : repository?.actions, scope);
    }

    protected faultAnswer(fault: StatusFault): Answer {
        return this.withHeaders(faultAnswer(fault));
    }

    protected respond(request: ForgeRequest): Answer {
        try {
            return this.withHeaders(this.answer(request));
        } catch (error) {
            if (error instanceof Refusal) {
                return this.withHeaders(error.answer);
            }
            throw error;
        }
    }

    private answer(request: ForgeRequest): Answer {
        const token = authenticate(request, this.tokens);
        this.rateLimit.count();
        if (request.method !== "GET") {
            this.writeLimit?.count();
        }
        const path = describedPath(request.path, (id) => this.state.repositoryById(id)?.fullName);
        const found = findOperation(request.method, path);
        if (!found) {
            this.unexpected.push(`${request.method} ${request.path}`);
            throw notFound();
        }
        const { operation, parameters } = found;
        const { problems, body } = requestProblems(request, operation, parameters);
        if (problems.length > 0) {
            this.violations.push(
                ...problems.map((problem) => `${request.method} ${request.path}: ${problem}`),
            );
            throw unprocessable(`Invalid request.\n\n${problems.join("\n")}`);
        }
        const { template } = operation;
        requirePermission(token, permissionOf(template), request.method === "GET" ? "read" : "write");
        const apiUrl = `${this.origin}${request.path.startsWith("/api/v3/") ? "/api/v3" : ""}`;
        const call = { request, template, parameters, body, token, state: this.state, apiUrl };
        const answer = template.includes("/repositories")
            ? answerSelection(call)
            : template.includes("/secrets")
              ? answerSecrets(call)
              : answerOwner(call);
        const wrong = operation.answerProblems(answer.status, answer.json);
        if (wrong.length > 0) {
            this.violations.push(
                ...wrong.map((problem) => `answer to ${request.method} ${path}: ${problem}`),
            );
            throw new Refusal(documented(500, "The emulator's answer is not as described"));
        }
        return answer;
    }

    private withHeaders(answer: Answer): Answer {
        return {
            ...answer,
            headers: {
                "x-github-request-id": randomUUID().replaceAll("-", "").slice(0, 20).toUpperCase(),
                "x-github-media-type": "github.v3; format=json",
                ...this.rateLimit.headers(),
                ...answer.headers,
            },
        };
    }
}

function found(store: SecretStore | undefined, scope: GithubScope): SecretStore {
    if (!store) {
        throw new Error(`the emulated GitHub has no ${JSON.stringify(scope)}`);
    }
    return store;
}
