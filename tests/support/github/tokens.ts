import { type ForgeRequest, Refusal } from "../forge/exchange";
import { documented } from "./errors";

export type Access = "read" | "write";

/** Permissions of a fine-grained token, by GitHub's names for them. */
export type Permission =
    | "metadata"
    | "secrets"
    | "environments"
    | "administration"
    | "dependabot_secrets"
    | "organization_secrets"
    | "organization_dependabot_secrets";

export interface GithubToken {
    login: string;
    /** All, for writing, if not given. */
    permissions?: Partial<Record<Permission, Access>>;
    /** Full names of the private repositories that it sees; all if not given. */
    repositories?: string[];
}

/** Whose request it is; refused as GitHub refuses where there is no token or an unknown one. */
export function authenticate(request: ForgeRequest, tokens: Map<string, GithubToken>): GithubToken {
    const header = request.headers.authorization;
    if (!header) {
        throw new Refusal(documented(401, "Requires authentication"));
    }
    const [scheme = "", secret = ""] = header.split(" ", 2);
    const token = /^(bearer|token)$/i.test(scheme) ? tokens.get(secret) : undefined;
    if (!token) {
        throw new Refusal(documented(401, "Bad credentials"));
    }
    return token;
}

export function requirePermission(token: GithubToken, permission: Permission, access: Access): void {
    const held = token.permissions ? token.permissions[permission] : "write";
    if (held !== "write" && held !== access) {
        const refusal = documented(403, "Resource not accessible by personal access token");
        refusal.headers = { "x-accepted-github-permissions": `${permission}=${access}` };
        throw new Refusal(refusal);
    }
}

/** What the operation asks of the token. */
export function permissionOf(template: string): Permission {
    if (template.startsWith("/orgs/{org}/actions")) {
        return "organization_secrets";
    }
    if (template.startsWith("/orgs/{org}/dependabot")) {
        return "organization_dependabot_secrets";
    }
    if (template.includes("/dependabot/")) {
        return "dependabot_secrets";
    }
    if (template.includes("/actions/secrets")) {
        return "secrets";
    }
    if (template.includes("/environments")) {
        return template.includes("/secrets") ? "environments" : "administration";
    }
    return "metadata";
}
