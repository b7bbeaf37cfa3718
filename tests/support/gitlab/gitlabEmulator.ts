import { randomUUID } from "node:crypto";
import type { Arrival } from "../forge/arrivalsPage";
import { type Answer, type ForgeRequest, Refusal } from "../forge/exchange";
import type { StatusFault } from "../forge/faults";
import { ForgeEmulator, type ForgeEmulatorOptions } from "../forge/forgeEmulator";
import { arrivalsOf } from "./gitlabArrivals";
import { faultAnswer, notFound, statusError } from "./gitlabErrors";
import { findOwner, GitlabState, type Owner } from "./gitlabState";
import { authenticate, type GitlabToken, requireAdministrator, requireRole } from "./gitlabTokens";
import { type RequestLimit, RequestLimiter } from "./requestLimiter";
import { answerVariables } from "./variableRoutes";
import type { Variable } from "./variableRules";
import type { VariableStore } from "./variableStore";

export interface GitlabEmulatorOptions extends ForgeEmulatorOptions {
    /** Who may call; one administrator's token if not given. */
    tokens?: Record<string, GitlabToken>;
    /** Below Premium, variables of groups have no environment scope: what is sent is ignored. */
    tier?: "free" | "premium";
    /** Requests before the limiter answers; none by default, as on a GitLab of one's own. */
    rateLimit?: RequestLimit;
}

/** Where a variable is, in the words of a test. */
export type GitlabScope = { project: string } | { group: string } | { instance: true };

export const DEFAULT_GITLAB_TOKEN = "gitlab-emulator-token";
const API = "/api/v4/";
const VERSION = { version: "18.6.0-ee", revision: "emulator" };

/** GitLab, as far as CI/CD variables go, on loopback: `GitlabEmulator.start()`. */
export class GitlabEmulator extends ForgeEmulator {
    private readonly state: GitlabState;
    private readonly tokens: Map<string, GitlabToken>;
    private readonly limiter?: RequestLimiter;

    static async start(options: GitlabEmulatorOptions = {}): Promise<GitlabEmulator> {
        const emulator = new GitlabEmulator(options);
        await emulator.listen();
        return emulator;
    }

    private constructor(options: GitlabEmulatorOptions) {
        super("GitLab", options);
        const root: GitlabToken = { username: "root", scope: "api", administrator: true };
        this.tokens = new Map(Object.entries(options.tokens ?? { [DEFAULT_GITLAB_TOKEN]: root }));
        this.limiter = options.rateLimit && new RequestLimiter(options.rateLimit);
        this.state = new GitlabState(options.tier !== "free");
    }

    /** For `baseUrl` of the Pulumi provider. */
    get baseUrl(): string {
        return `${this.origin}${API}`;
    }

    /** Its id, by which it can be named too. */
    addProject(fullPath: string): number {
        return this.state.addProject(fullPath);
    }

    addGroup(fullPath: string): number {
        return this.state.addGroup(fullPath);
    }

    /** The value that was delivered; undefined if there is no such variable. */
    value(scope: GitlabScope, key: string, environmentScope = "*"): string | undefined {
        return this.variable(scope, key, environmentScope)?.value;
    }

    variable(scope: GitlabScope, key: string, environmentScope = "*"): Variable | undefined {
        return this.store(scope)
            .list()
            .find((variable) => variable.key === key && variable.environment_scope === environmentScope);
    }

    names(scope: GitlabScope): string[] {
        return this.store(scope)
            .list()
            .map(({ key }) => key);
    }

    /** As if somebody had set it in GitLab's settings. */
    setOutside(scope: GitlabScope, key: string, value: string, environmentScope = "*"): void {
        const store = this.store(scope);
        const existing = store
            .list()
            .find((one) => one.key === key && one.environment_scope === environmentScope);
        if (existing) {
            store.update(existing, { value });
        } else {
            store.create({ key, value, environment_scope: environmentScope });
        }
    }

    deleteOutside(scope: GitlabScope, key: string, environmentScope = "*"): void {
        const store = this.store(scope);
        store.delete(store.find(key, environmentScope));
    }

    arrivals(): Arrival[] {
        return arrivalsOf(this.state);
    }

    private store(scope: GitlabScope): VariableStore {
        if ("instance" in scope) {
            return this.state.instance;
        }
        const owner =
            "project" in scope
                ? findOwner(this.state.projects, scope.project)
                : findOwner(this.state.groups, scope.group);
        if (!owner) {
            throw new Error(`the emulated GitLab has no ${JSON.stringify(scope)}`);
        }
        return owner.variables;
    }

    protected faultAnswer(fault: StatusFault): Answer {
        return withRequestId(faultAnswer(fault));
    }

    protected respond(request: ForgeRequest): Answer {
        try {
            return withRequestId(this.answer(request));
        } catch (error) {
            if (error instanceof Refusal) {
                return withRequestId(error.answer);
            }
            throw error;
        }
    }

    private answer(request: ForgeRequest): Answer {
        this.limiter?.count();
        const token = authenticate(request, this.tokens);
        const [kind, ...rest] = request.path.startsWith(API)
            ? request.path.slice(API.length).split("/").map(decodeURIComponent)
            : [];
        const signature = `${request.method} ${kind}/${rest.length}`;
        switch (signature) {
            case "GET user/0":
                return {
                    status: 200,
                    json: { id: 1, username: token.username, name: token.username, state: "active" },
                };
            case "GET version/0":
            case "GET metadata/0":
                return { status: 200, json: VERSION };
            case "GET projects/1":
                return ownerJson(this.owner(this.state.projects, "Project", rest[0]));
            case "GET groups/1":
                return ownerJson(this.owner(this.state.groups, "Group", rest[0]));
        }
        const found = this.variables(kind, rest, token);
        const methods = found?.key === undefined ? ["GET", "POST"] : ["GET", "PUT", "DELETE"];
        if (!found || !methods.includes(request.method)) {
            this.unexpected.push(`${request.method} ${request.path}`);
            throw new Refusal(statusError(404, "Not Found"));
        }
        return answerVariables(request, found.store, found.key, this.origin, (name) =>
            this.violations.push(`${request.method} ${request.path}: unknown parameter "${name}"`),
        );
    }

    private variables(kind: string | undefined, rest: string[], token: GitlabToken): Located | undefined {
        const [first, second, key, tooMany] = rest;
        if (kind === "admin" && first === "ci" && second === "variables" && tooMany === undefined) {
            requireAdministrator(token);
            return { store: this.state.instance, key };
        }
        if (second !== "variables" || tooMany !== undefined || (kind !== "projects" && kind !== "groups")) {
            return undefined;
        }
        const label = kind === "projects" ? "Project" : "Group";
        const owner = this.owner(this.state[kind], label, first);
        requireRole(token, owner.fullPath, label, kind === "projects" ? "maintainer" : "owner");
        return { store: owner.variables, key };
    }

    private owner(owners: Owner[], label: string, idOrPath = ""): Owner {
        const owner = findOwner(owners, idOrPath);
        if (!owner) {
            throw notFound(label);
        }
        return owner;
    }
}

interface Located {
    store: VariableStore;
    key: string | undefined;
}

function ownerJson({ id, fullPath }: Owner): Answer {
    const name = fullPath.split("/").at(-1);
    return {
        status: 200,
        json: { id, name, path: name, path_with_namespace: fullPath, full_path: fullPath },
    };
}

function withRequestId(answer: Answer): Answer {
    return { ...answer, headers: { "x-request-id": randomUUID(), ...answer.headers } };
}
