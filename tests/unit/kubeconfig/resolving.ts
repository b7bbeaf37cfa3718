import type { Endpoint } from "../../../src/kubeconfig/endpoint";
import type { Surroundings } from "../../../src/kubeconfig/files";
import { resolveEndpoint, type StackCluster } from "../../../src/kubeconfig/resolve";
import { Findings } from "../../../src/validation/findings";
import type { Problem } from "../../../src/validation/problem";
import { base64, type Planted } from "./planted";

/** Everything that an endpoint is found by. */
export interface Situation {
    endpoint?: unknown;
    stack?: Partial<StackCluster>;
    /** `$KUBECONFIG` */
    variable?: string;
    files?: Record<string, string>;
    /** Paths of what is there, but cannot be read. */
    unreadable?: string[];
}

export interface Resolved {
    endpoint: Endpoint | undefined;
    problems: Problem[];
    warnings: string[];
}

export function resolved({ endpoint: spec, stack, variable, files = {}, unreadable }: Situation): Resolved {
    const findings = new Findings();
    const endpoint = resolveEndpoint(
        spec,
        { explicitProvider: false, ...stack },
        surroundings(files, variable, unreadable),
        findings,
    );
    return { endpoint, problems: findings.problems, warnings: findings.warnings };
}

/** A machine with these files alone. Its user lives in /home/dev. */
export function surroundings(
    files: Record<string, string>,
    kubeconfigVariable?: string,
    unreadable: string[] = [],
): Surroundings {
    return {
        kubeconfigVariable,
        home: "/home/dev",
        pathDelimiter: ":",
        readFile: (path) => {
            const text = Object.hasOwn(files, path) ? files[path] : undefined;
            return text ?? { code: unreadable.includes(path) ? "EACCES" : "ENOENT" };
        },
    };
}

/** A kubeconfig as administrators have it: with a cluster, and all kinds of credentials. */
export function administratorKubeconfig(
    { certificate, privateKey, token, password }: Planted,
    changes: { cluster?: object; config?: object } = {},
): string {
    return JSON.stringify(
        {
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                {
                    name: "production",
                    cluster: {
                        server: "https://10.0.0.1:6443",
                        "certificate-authority-data": base64(certificate),
                        ...changes.cluster,
                    },
                },
            ],
            contexts: [{ name: "admin@production", context: { cluster: "production", user: "admin" } }],
            users: [
                {
                    name: "admin",
                    user: {
                        token,
                        username: "admin",
                        password,
                        "client-certificate-data": base64(certificate),
                        "client-key-data": base64(privateKey),
                    },
                },
            ],
            "current-context": "admin@production",
            ...changes.config,
        },
        undefined,
        2,
    );
}
