import { base64 } from "./planted";
import type { Refused } from "./refusedArguments";
import { administratorKubeconfig } from "./resolving";

/** What is wrong outside the arguments: in the stack's configuration, and in the ambient kubeconfig. */
export const refusedSurroundings: Refused[] = [
    {
        what: "endpoint.context: not in the kubeconfig argument",
        situation: (planted) => ({
            endpoint: { kubeconfig: administratorKubeconfig(planted), context: "staging" },
        }),
        path: "endpoint.context",
        telling: /is "staging", which is not there; write one of "admin@production"/,
    },
    {
        what: "endpoint.context: a kubeconfig in its place",
        situation: (planted) => ({
            endpoint: {
                kubeconfig: administratorKubeconfig(planted),
                context: administratorKubeconfig(planted),
            },
        }),
        path: "endpoint.context",
        telling: /is not there; write one of "admin@production"/,
    },
    {
        what: "kubernetes:kubeconfig: no such file",
        situation: () => ({ stack: { kubeconfig: "/missing" } }),
        path: "kubernetes:kubeconfig",
        telling: /the path of a file that exists/,
    },
    {
        what: "kubernetes:kubeconfig: no current context",
        situation: (planted) => ({
            stack: { kubeconfig: administratorKubeconfig(planted, { config: { "current-context": null } }) },
        }),
        path: "kubernetes:kubeconfig",
        telling: /has no current context; write kubernetes:context: one of "admin@production"/,
    },
    {
        what: "kubernetes:context: not there",
        situation: (planted) => ({
            stack: { kubeconfig: administratorKubeconfig(planted), context: "staging" },
        }),
        path: "kubernetes:context",
        telling: /is "staging", which is not there/,
    },
    {
        what: "kubernetes:context: not in the ambient kubeconfig",
        situation: (planted) => ({
            stack: { context: "staging" },
            files: { "/home/dev/.kube/config": administratorKubeconfig(planted) },
        }),
        path: "kubernetes:context",
        telling: /is "staging", which is not there/,
    },
    {
        what: "kubernetes:cluster: not there",
        situation: (planted) => ({
            stack: { kubeconfig: administratorKubeconfig(planted), cluster: "staging" },
        }),
        path: "kubernetes:cluster",
        telling: /is "staging", which is not there; write one of "production"/,
    },
    {
        what: "an explicit provider: no endpoint",
        situation: (planted) => ({
            stack: { explicitProvider: true, kubeconfig: administratorKubeconfig(planted) },
            files: { "/home/dev/.kube/config": administratorKubeconfig(planted) },
        }),
        path: "endpoint",
        telling: /missing beside an explicit Kubernetes provider, .* write endpoint: \{ kubeconfig \}/,
    },
    {
        what: "ambient: no file at all",
        situation: () => ({}),
        path: "endpoint",
        telling: /there is no \/home\/dev\/\.kube\/config; write endpoint: \{ server/,
    },
    {
        what: "$KUBECONFIG: files that are not there",
        situation: (planted) => ({
            variable: "/a:/b",
            files: { "/home/dev/.kube/config": administratorKubeconfig(planted) },
        }),
        path: "endpoint",
        telling: /\$KUBECONFIG names no file that exists \("\/a:\/b"\)/,
    },
    {
        what: "$KUBECONFIG: nothing but delimiters",
        situation: (planted) => ({
            variable: ":",
            files: { "/home/dev/.kube/config": administratorKubeconfig(planted) },
        }),
        path: "endpoint",
        telling: /\$KUBECONFIG names no file/,
    },
    {
        what: "$KUBECONFIG: a file that cannot be read, before one of another cluster",
        situation: (planted) => ({
            variable: "/a:/b",
            files: { "/b": administratorKubeconfig(planted) },
            unreadable: ["/a"],
        }),
        path: "endpoint",
        telling:
            /is missing, and "\/a" cannot be read \(EACCES\); correct that, or write endpoint: \{ server/,
    },
    {
        what: "~/.kube/config: a file that cannot be read",
        situation: () => ({ unreadable: ["/home/dev/.kube/config"] }),
        path: "endpoint",
        telling: /is missing, and "\/home\/dev\/\.kube\/config" cannot be read \(EACCES\)/,
    },
    {
        what: "$KUBECONFIG: a kubeconfig's text",
        situation: (planted) => ({ variable: administratorKubeconfig(planted) }),
        path: "endpoint",
        telling: /\$KUBECONFIG holds a kubeconfig, not the path of one/,
    },
    {
        what: "$KUBECONFIG: base64 of a kubeconfig",
        situation: (planted) => ({ variable: base64(administratorKubeconfig(planted)) }),
        path: "endpoint",
        telling: /\$KUBECONFIG holds a kubeconfig, not the path of one/,
    },
    {
        what: "$KUBECONFIG: a token",
        situation: ({ token }) => ({ variable: token }),
        path: "endpoint",
        telling: /\$KUBECONFIG names no file that exists \(a text of \d+ characters\)/,
    },
    {
        what: "$KUBECONFIG: one of its files is not a kubeconfig",
        situation: (planted) => ({
            variable: "/a:/b",
            files: { "/a": administratorKubeconfig(planted), "/b": planted.token },
        }),
        path: "/b",
        telling: /is not a kubeconfig/,
    },
    {
        what: "$KUBECONFIG: empty files",
        situation: () => ({ variable: "/a:/b", files: { "/a": "", "/b": "\n" } }),
        path: "$KUBECONFIG",
        telling: /has no current context/,
    },
    {
        what: "$KUBECONFIG: the server of a cluster in its second file",
        situation: (planted) => ({
            variable: "/a:/b",
            files: {
                "/a": "current-context: admin@production",
                "/b": administratorKubeconfig(planted, { cluster: { server: "http://10.0.0.1" } }),
            },
        }),
        path: '/b (cluster "production") server',
        telling: /write https/,
    },
    {
        what: "~/.kube/config: not YAML",
        situation: ({ token }) => ({ files: { "/home/dev/.kube/config": `users: {token: ${token}` } }),
        path: "/home/dev/.kube/config",
        telling: /is not valid YAML at line 1/,
    },
    {
        what: "~/.kube/config: no current context",
        situation: (planted) => ({
            files: {
                "/home/dev/.kube/config": administratorKubeconfig(planted, {
                    config: { "current-context": "" },
                }),
            },
        }),
        path: "~/.kube/config",
        telling: /has no current context; write endpoint\.context: one of "admin@production"/,
    },
    {
        what: "~/.kube/config: CA file missing beside it",
        situation: (planted) => ({
            files: {
                "/home/dev/.kube/config": administratorKubeconfig(planted, {
                    cluster: { "certificate-authority-data": undefined, "certificate-authority": "ca.crt" },
                }),
            },
        }),
        path: '/home/dev/.kube/config (cluster "production") certificate-authority',
        telling: /names "\/home\/dev\/\.kube\/ca\.crt", which cannot be read \(ENOENT\)/,
    },
];
