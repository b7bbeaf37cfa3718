import type { CustomResource, Output } from "@pulumi/pulumi";

/** What is delivered: the kubeconfig, and its token alone, so that the forge redacts that too where it shows. Secrets. */
export interface Payload {
    kubeconfig: Output<string>;
    token: Output<string>;
}

/** How a value is written in a destination. `json` is the kubeconfig as it is, `base64` has to be decoded by the job. */
export type Encoding = "json" | "base64" | "token";

/** Where something was delivered to. */
export interface Delivery {
    /** The forge, the place and the name: `github/actions/shop/production/KUBECONFIG`. */
    destination: string;
    /** How it is written there: `json` or `base64` for the kubeconfig, `token` for the token alone. */
    encoding: string;
}

/** A delivery, and the resource that makes it. */
export interface Delivering extends Delivery {
    resource: CustomResource;
}
