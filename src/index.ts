export { CiAccess } from "./ciAccess";
export type { CiAccessArgs, EndpointArgs } from "./ciAccessArgs";
export type { PolicyRule } from "./rules/policyRule";
export type { RoleArgs } from "./rules/role";
