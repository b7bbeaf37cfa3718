import * as fc from "fast-check";

/** The part of a kubeconfig file that merging looks at. */
export interface KubeconfigFile {
    clusters: { name: string; cluster: Record<string, string> }[];
    contexts: { name: string; context: { cluster: string; user: string } }[];
    "current-context"?: string;
}

/** Kubeconfig files whose names come from these, so that several files share some of them, or none. */
export function kubeconfigFile(names: string[]): fc.Arbitrary<KubeconfigFile> {
    const name = fc.constantFrom(...names);
    const cluster = fc.record({
        server: fc.integer({ min: 1, max: 254 }).map((host) => `https://10.0.0.${host}:6443`),
        "certificate-authority": fc.constantFrom("ca.crt", "pki/ca.crt", "../ca.crt", "/pki/ca.crt"),
    });
    return fc.record(
        {
            clusters: fc.uniqueArray(fc.record({ name, cluster }), {
                selector: ({ name }) => name,
                maxLength: 3,
            }),
            contexts: fc.uniqueArray(
                fc.record({ name, context: fc.record({ cluster: name, user: fc.constant("admin") }) }),
                { selector: ({ name }) => name, maxLength: 3 },
            ),
            "current-context": fc.option(name, { nil: undefined }),
        },
        { requiredKeys: ["clusters", "contexts"] },
    );
}

/** The file as text, with the user that its contexts name. */
export function kubeconfigText(file: KubeconfigFile): string {
    const users = [{ name: "admin", user: { token: "not-looked-at" } }];
    return JSON.stringify({ apiVersion: "v1", kind: "Config", users, ...file });
}
