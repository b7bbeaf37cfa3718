import * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "pulumi-ci-access";

const shop = new CiAccess("shop-deploy", {
    namespace: new pulumi.Config().require("namespace"),
    role: { presets: ["kubectl-apply", "read-only"] },
});

export const { kubeconfig, username, server } = shop;
