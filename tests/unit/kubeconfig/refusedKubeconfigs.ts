import { base64, type Planted } from "./planted";
import type { Refused } from "./refusedArguments";
import { administratorKubeconfig } from "./resolving";

type Text = (planted: Planted) => string;
type Row = [what: string, text: Text, telling: RegExp];

/** Written by hand, as people edit them, with credentials in the lines that are wrong. */
const yaml =
    (...lines: string[]): Text =>
    ({ token, password }) =>
        lines.join("\n").replaceAll("TOKEN", token).replaceAll("PASSWORD", password);

const changed =
    (cluster: (planted: Planted) => object): Text =>
    (planted) =>
        administratorKubeconfig(planted, { cluster: cluster(planted) });

const config =
    (changes: object): Text =>
    (planted) =>
        administratorKubeconfig(planted, { config: changes });

const bomb = [
    "a: &a [TOKEN, TOKEN, TOKEN, TOKEN, TOKEN, TOKEN, TOKEN, TOKEN]",
    ..."bcdefgh"
        .split("")
        .map((name, index) => `${name}: &${name} [${`*${"abcdefg"[index]},`.repeat(8).slice(0, -1)}]`),
    "clusters: *h",
];

const documents: Row[] = [
    ["empty", () => "", /is empty/],
    ["a path that is not there", () => "~/.kube/production", /or the path of a file that exists/],
    ["a scalar", ({ token }) => token, /is not a kubeconfig/],
    ["comments alone", () => "# nothing\n# yet\n", /is not a kubeconfig/],
    ["a list", yaml("- token: TOKEN", "- token: TOKEN"), /is not a kubeconfig/],
    ["base64 of a kubeconfig", (p) => base64(administratorKubeconfig(p)), /is base64; decode it/],
    ["not YAML", yaml("users:", "- user: {token: TOKEN", "  name: x"), /is not valid YAML at line \d/],
    ["an open quote", yaml("users:", '- user: {token: "TOKEN}'), /is not valid YAML/],
    ["tabs", yaml("users:", "\t- user: {token: TOKEN}"), /is not valid YAML at line 2/],
    ["a key twice", yaml("clusters: []", "token: TOKEN", "token: TOKEN"), /line 3 \(DUPLICATE_KEY\)/],
    ["several documents", yaml("token: TOKEN", "---", "token: TOKEN", ""), /MULTIPLE_DOCS/],
    ["a template", yaml("kind: Config", "users:", "- user: {token: {{ TOKEN }}}"), /is not|has/],
    ["an alias bomb", yaml(...bomb), /aliases/],
    ["an alias of nothing", yaml("users: []", "clusters: *TOKEN"), /aliases|not valid YAML/],
    ["2 MiB", () => `clusters: [] #${"x".repeat(2 * 1024 * 1024)}`, /much smaller/],
    ["another kind", config({ kind: "Secret" }), /is a "Secret" object, not a kubeconfig/],
    ["clusters as a mapping", config({ clusters: { production: {} } }), /has clusters that are not a list/],
    ["clusters as a text", config({ clusters: "production" }), /has clusters that are not a list/],
    ["contexts as a number", config({ contexts: 1 }), /has contexts that are not a list/],
    ["a cluster without name", config({ clusters: [{ cluster: {} }] }), /clusters\[0\] without name/],
    ["a cluster without content", config({ clusters: [{ name: "production" }] }), /clusters\[0\] without/],
    ["a context that is a text", config({ contexts: ["admin@production"] }), /contexts\[0\] without/],
    [
        "a cluster twice",
        config({ clusters: [1, 2].map((n) => ({ name: "b", cluster: { server: `https://b${n}` } })) }),
        /has two clusters named "b"/,
    ],
    [
        "no current context",
        config({ "current-context": "" }),
        /has no current context; write endpoint\.context/,
    ],
    [
        "a current context that is not there",
        config({ "current-context": "staging" }),
        /has "staging" as current context, which is not there; it has "admin@production"/,
    ],
    ["no contexts", config({ contexts: [] }), /which is not there; it has none/],
    [
        "a context to a cluster that is not there",
        config({ contexts: [{ name: "admin@production", context: { cluster: "staging" } }] }),
        /has no cluster "staging"; it has "production"/,
    ],
    [
        "a context without cluster",
        config({ contexts: [{ name: "admin@production", context: { user: "admin" } }] }),
        /context "admin@production" without cluster/,
    ],
];

const clusters: [field: string, ...Row][] = [
    ["server", "missing", changed(() => ({ server: undefined })), /is missing; write the API server's URL/],
    ["server", "empty", changed(() => ({ server: "" })), /is empty; write the API server's URL/],
    ["server", "http", changed(() => ({ server: "http://10.0.0.1:8080" })), /write https/],
    ["server", "password", changed((p) => ({ server: `https://a:${p.password}@b` })), /contains credentials/],
    [
        "tls-server-name",
        "a URL",
        changed(() => ({ "tls-server-name": "https://a.b" })),
        /write a host name: "a\.b"|: "a\.b"/,
    ],
    [
        "proxy-url",
        "password",
        changed((p) => ({ "proxy-url": `http://a:${p.password}@b` })),
        /contains credentials/,
    ],
    ["proxy-url", "a number", changed(() => ({ "proxy-url": 3128 })), /write a URL with http/],
    [
        "insecure-skip-tls-verify",
        "certificates beside it",
        changed(() => ({ "insecure-skip-tls-verify": true })),
        /is true beside certificates, which kubectl refuses; remove it/,
    ],
    [
        "insecure-skip-tls-verify",
        "a file of certificates beside it",
        changed(() => ({
            "insecure-skip-tls-verify": true,
            "certificate-authority-data": "",
            "certificate-authority": "/pki/ca.crt",
        })),
        /is true beside certificates, which kubectl refuses; remove it/,
    ],
    [
        "insecure-skip-tls-verify",
        "a text",
        changed(() => ({ "insecure-skip-tls-verify": "yes" })),
        /is "yes"; write true or false/,
    ],
    [
        "certificate-authority",
        "no such file",
        changed(() => ({ "certificate-authority-data": "", "certificate-authority": "/pki/ca.crt" })),
        /names "\/pki\/ca\.crt", which cannot be read/,
    ],
    [
        "certificate-authority",
        "a key in its place",
        changed((p) => ({ "certificate-authority-data": "", "certificate-authority": p.privateKey })),
        /is not a path/,
    ],
    [
        "certificate-authority-data",
        "a private key",
        changed((p) => ({ "certificate-authority-data": base64(p.privateKey) })),
        /contains a private key/,
    ],
    [
        "certificate-authority-data",
        "garbage",
        changed(() => ({ "certificate-authority-data": "AAAA" })),
        /no certificate/,
    ],
];

export const refusedKubeconfigs: Refused[] = [
    ...documents.map(
        ([what, text, telling]): Refused => ({
            what: `endpoint.kubeconfig: ${what}`,
            situation: (planted) => ({ endpoint: { kubeconfig: text(planted) } }),
            path: "endpoint.kubeconfig",
            telling,
        }),
    ),
    ...clusters.map(
        ([field, what, text, telling]): Refused => ({
            what: `endpoint.kubeconfig, ${field}: ${what}`,
            situation: (planted) => ({ endpoint: { kubeconfig: text(planted) } }),
            path: `endpoint.kubeconfig (cluster "production") ${field}`,
            telling,
        }),
    ),
];
