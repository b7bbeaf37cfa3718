export type { CiAccessArgs, EndpointArgs } from "./arguments/ciAccessArgs";
export { CiAccess } from "./ciAccess";
export type { Delivery } from "./delivery/destination";
export type { GithubSecretArgs } from "./delivery/githubSecretArgs";
export type { GitlabVariableArgs } from "./delivery/gitlabVariableArgs";
export type { PolicyRule } from "./rules/policyRule";
export type { RoleArgs } from "./rules/role";
