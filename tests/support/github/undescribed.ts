/**
 * What GitHub answers although its description does not (or no longer) say so, and what the Terraform provider
 * relies on. Every exception to the emulator's strictness is in this file.
 */

/** Properties of request bodies, by operation. */
export const UNDESCRIBED_BODY_PROPERTIES: Record<string, Record<string, object>> = {
    "PUT /repos/{owner}/{repo}/environments/{environment_name}": { can_admins_bypass: { type: "boolean" } },
};

/** GitHub Enterprise Server serves the API under this prefix, and so the provider asks any host but github.com. */
const ENTERPRISE_PREFIX = "/api/v3";
/** Environment secrets were first addressed by the repository's id; go-github still does. */
const BY_REPOSITORY_ID = /^\/repositories\/(\d+)(\/environments\/.*)$/;

/** The path as the description has it. */
export function describedPath(path: string, fullName: (repositoryId: number) => string | undefined): string {
    const bare = path.startsWith(`${ENTERPRISE_PREFIX}/`) ? path.slice(ENTERPRISE_PREFIX.length) : path;
    const byId = BY_REPOSITORY_ID.exec(bare);
    const name = byId && fullName(Number(byId[1]));
    return name ? `/repos/${name}${byId[2]}` : bare;
}
