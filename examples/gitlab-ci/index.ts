import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

const config = new pulumi.Config();

const verbs = ["create", "get", "list", "patch", "watch"];
const shop = new CiAccess("shop-deploy", {
    namespace: config.require("namespace"),
    // What manifests/ consists of, and no Secrets.
    role: {
        rules: [
            { apiGroups: [""], resources: ["configmaps", "services"], verbs },
            { apiGroups: ["apps"], resources: ["deployments"], verbs },
        ],
    },
    // A variable of type file, protected and masked, and the token in a variable of its own.
    gitlabVariables: [{ project: config.require("project"), environmentScope: "production" }],
});

export const { username, deliveries } = shop;
