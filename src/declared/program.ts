// The program of the Pulumi.yaml at the root of the repository: access declared in the stack's
// configuration, for teams that do not want a program of their own.
import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "../ciAccess";
import { declaredPipelines } from "./declaredPipelines";

const accesses = declaredPipelines(new pulumi.Config().getObject("pipelines")).map(({ name, ...args }) => ({
    name,
    access: new CiAccess(name, args),
}));

/** The users that the API server's audit log names. */
export const users = accesses.map(({ access }) => access.username);

/** The kubeconfigs by pipeline, a secret: `pulumi stack output kubeconfigs --show-secrets`. */
export const kubeconfigs = pulumi.secret(
    Object.fromEntries(accesses.map(({ name, access }) => [name, access.kubeconfig])),
);
