import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

const config = new pulumi.Config();
const rules = [
    { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch", "create", "patch"] },
];
const delivers = config.requireBoolean("delivers");

for (let index = 0; index < config.requireNumber("identities"); index++) {
    const name = `SHOP_${index}`;
    new CiAccess(`shop-${index}`, {
        namespace: "bench",
        role: { rules },
        githubSecrets: delivers ? [{ organization: true, visibility: "all", name }] : [],
        gitlabVariables: delivers ? [{ project: "acme/shop", name }] : [],
    });
}
