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
    // Helm keeps its releases in Secrets, and reads ReplicaSets and Pods to know whether a release is ready.
    role: {
        preset: "helm",
        waivers: ["CA-2001", "CA-2002"].map((guardrail) => ({
            guardrail,
            reason: "Helm keeps its releases in Secrets; nothing else of value is in this namespace",
        })),
    },
    githubSecrets: [{ repository, environment: production.environment, label: "production" }],
});

export const { username, deliveries } = shop;
