import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

const config = new pulumi.Config();
const repository = config.require("repository");

const production = new github.RepositoryEnvironment("production", {
    repository,
    environment: "production",
    // Without it, anyone who can push any branch can run a workflow there that names the environment.
    deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
});

const shop = new CiAccess("shop-deploy", {
    namespace: config.require("namespace"),
    // What it takes to deploy these: what is added there is granted by the next update.
    role: { manifests: ["manifests"] },
    githubSecrets: [{ repository, environment: production.environment, label: "production" }],
});

export const { username, deliveries } = shop;
