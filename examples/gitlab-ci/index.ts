import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

const config = new pulumi.Config();

const shop = new CiAccess("shop-deploy", {
    namespace: config.require("namespace"),
    // What it takes to deploy these: what is added there is granted by the next update.
    role: { manifests: ["manifests"] },
    // A variable of type file, protected and masked, and the token in a variable of its own.
    gitlabVariables: [{ project: config.require("project"), environmentScope: "production" }],
});

export const { username, deliveries } = shop;
