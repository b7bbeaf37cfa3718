import { type ForgeRequest, Refusal } from "../forge/exchange";
import { notFound, statusError } from "./gitlabErrors";

const ROLES = ["guest", "reporter", "developer", "maintainer", "owner"] as const;
export type GitlabRole = (typeof ROLES)[number];

export interface GitlabToken {
    username: string;
    scope: "api" | "read_api";
    administrator?: boolean;
    /** By full path of a project or group; owner everywhere if not given, no member where it is not named. */
    roles?: Record<string, GitlabRole>;
}

/** Whose request it is; refused where there is no token, or an unknown one. */
export function authenticate(request: ForgeRequest, tokens: Map<string, GitlabToken>): GitlabToken {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const secret = request.headers["private-token"] ?? bearer;
    const token = secret === undefined ? undefined : tokens.get(secret);
    if (!token) {
        throw new Refusal(statusError(401, "Unauthorized"));
    }
    if (token.scope === "read_api" && request.method !== "GET") {
        throw new Refusal({
            status: 403,
            json: {
                error: "insufficient_scope",
                error_description:
                    "The request requires higher privileges than provided by the access token.",
                scope: "api",
            },
        });
    }
    return token;
}

/** Who is no member is not told that it is there. */
export function requireRole(
    token: GitlabToken,
    fullPath: string,
    kind: "Project" | "Group",
    least: GitlabRole,
): void {
    const role = token.roles ? token.roles[fullPath] : "owner";
    if (!role) {
        throw notFound(kind);
    }
    if (ROLES.indexOf(role) < ROLES.indexOf(least)) {
        throw new Refusal(statusError(403, "Forbidden"));
    }
}

export function requireAdministrator(token: GitlabToken): void {
    if (!token.administrator) {
        throw new Refusal(statusError(403, "Forbidden"));
    }
}
