import type { Planted } from "./planted";
import { base64 } from "./planted";
import { administratorKubeconfig, type Situation } from "./resolving";

/** Something that must be refused: where the problem is said to be, and the part of it that tells. */
export interface Refused {
    what: string;
    situation: (planted: Planted) => Situation;
    path: string;
    telling: RegExp;
}

type Row = [what: string, value: (planted: Planted) => unknown, telling: RegExp];

const field =
    (name: string, others: object = {}) =>
    ([what, value, telling]: Row): Refused => ({
        what: `${name}: ${what}`,
        situation: (planted) => ({ endpoint: { ...others, [name]: value(planted) } }),
        path: `endpoint.${name}`,
        telling,
    });

const beside = { server: "https://10.0.0.1:6443" };

const servers: Row[] = [
    ["empty", () => "", /is empty; write it/],
    ["white space", () => "  ", /is empty/],
    ["a number", () => 6443, /is a number; write a text/],
    ["a list", () => ["https://10.0.0.1"], /is a list; write a text/],
    ["no scheme", () => "api.example.com", /write it as a URL: "https:\/\/api\.example\.com"/],
    ["host and port", () => "10.0.0.1:6443", /write it as a URL: "https:\/\/10\.0\.0\.1:6443"/],
    ["http", () => "http://10.0.0.1:8080", /write https, or the token would travel in the clear/],
    ["another scheme", () => "ftp://10.0.0.1", /write https/],
    [
        "user and password",
        ({ password }) => `https://admin:${password}@api.example.com`,
        /contains credentials/,
    ],
    ["user alone", () => "https://admin@api.example.com", /contains credentials/],
    [
        "credentials, no scheme",
        ({ password }) => `admin:${password}@api.example.com:6443`,
        /contains credentials/,
    ],
    [
        "credentials with spaces",
        ({ password }) => `https://a b:${password}@api.example.com`,
        /contains credentials/,
    ],
    ["query", ({ token }) => `https://api.example.com?token=${token}`, /remove the query and the fragment/],
    ["fragment", () => "https://api.example.com#pods", /remove the query and the fragment/],
    ["space inside", () => "https://api example.com", /is not a URL/],
    ["space around", () => " https://api.example.com", /spaces/],
    ["line break after", () => "https://api.example.com\n", /spaces/],
    ["no host", () => "https://", /not a URL/],
    ["three slashes", () => "https:///api.example.com", /not a URL/],
    ["backslashes", () => "https://api.example.com\\k8s", /not a URL/],
    ["port too high", () => "https://api.example.com:66443", /not a URL/],
    ["a token", ({ token }) => token, /write the API server's URL/],
    ["a whole kubeconfig", (planted) => administratorKubeconfig(planted), /write the API server's URL/],
];

const tlsServerNames: Row[] = [
    ["empty", () => "", /is empty/],
    ["a URL", () => "https://api.example.com", /not a URL or a port: "api\.example\.com"/],
    [
        "a URL with a password",
        ({ password }) => `https://a:${password}@api.example.com`,
        /not a URL or a port/,
    ],
    ["a port", () => "api.example.com:6443", /write a host name/],
    ["a wildcard", () => "*.example.com", /write a host name/],
    ["an underscore", () => "api_server", /write a host name/],
    ["254 characters", () => `${"a".repeat(250)}.com`, /write a host name/],
];

const proxyUrls: Row[] = [
    ["no scheme", () => "proxy.example.com", /write a URL with http, https or socks5/],
    ["host and port", () => "proxy.example.com:3128", /write a URL with http, https or socks5/],
    ["another scheme", () => "ftp://proxy.example.com", /http, https or socks5/],
    ["no host", () => "http://", /http, https or socks5/],
    ["credentials", ({ password }) => `http://dev:${password}@proxy:3128`, /contains credentials/],
    ["credentials, no scheme", ({ password }) => `dev:${password}@proxy:3128`, /contains credentials/],
    ["a query", ({ token }) => `http://proxy:3128/?key=${token}`, /remove the query/],
    ["a space", () => "http://proxy example.com", /http, https or socks5/],
];

const authorities: Row[] = [
    ["empty", () => "", /is empty/],
    ["a number", () => 1, /is a number/],
    ["words", () => "the usual one", /contains no certificate; write the PEM/],
    ["base64 garbage", () => base64("nothing of the kind"), /contains no certificate/],
    ["a path", () => "/etc/kubernetes/pki/ca.crt", /certificateAuthorityFile/],
    ["a private key", ({ privateKey }) => privateKey, /contains a private key; .* replace that key/],
    ["base64 of a private key", ({ privateKey }) => base64(privateKey), /contains a private key/],
    ["certificate and private key", (p) => p.certificate + p.privateKey, /contains a private key/],
    ["half a private key", (p) => p.certificate + p.privateKey.slice(0, 120), /contains a private key/],
    [
        "a truncated certificate",
        ({ certificate }) => certificate.slice(0, 200),
        /cannot be read; write it whole/,
    ],
    ["a second one truncated", (p) => p.certificate + p.certificate.slice(0, 200), /write it whole/],
    [
        "a certificate that lost its middle",
        ({ certificate }) =>
            certificate
                .split("\n")
                .filter((_, line) => line !== 2)
                .join("\n"),
        /cannot be read; write it whole/,
    ],
    [
        "a request",
        () => "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n",
        /contains a CERTIFICATE REQUEST; write certificates alone/,
    ],
];

const combinations: Refused[] = (
    [
        ["a list", () => [], "endpoint", /is a list; write \{ server/],
        ["a URL", () => "https://10.0.0.1", "endpoint", /is a string; write \{ server/],
        ["a kubeconfig", administratorKubeconfig, "endpoint", /is a string; write \{ server/],
        ["a boolean", () => true, "endpoint", /is a boolean; write \{ server/],
        [
            "an unknown field",
            () => ({ ...beside, caFile: "ca.crt" }),
            "endpoint.caFile",
            /is not known; write one of server/,
        ],
        [
            "server and kubeconfig",
            (planted) => ({ ...beside, kubeconfig: administratorKubeconfig(planted) }),
            "endpoint.kubeconfig",
            /beside server/,
        ],
        ["server and context", () => ({ ...beside, context: "admin" }), "endpoint.context", /beside server/],
        [
            "a CA without server",
            ({ certificate }) => ({ certificateAuthority: certificate }),
            "endpoint.certificateAuthority",
            /belongs to endpoint\.server; write that too/,
        ],
        [
            "a CA beside a kubeconfig",
            (p) => ({ kubeconfig: administratorKubeconfig(p), certificateAuthority: p.certificate }),
            "endpoint.certificateAuthority",
            /belongs to endpoint\.server/,
        ],
        ["a proxy without server", () => ({ proxyUrl: "http://proxy" }), "endpoint.proxyUrl", /belongs to/],
        [
            "CA and CA file",
            (p) => ({ ...beside, certificateAuthority: p.certificate, certificateAuthorityFile: "ca.crt" }),
            "endpoint.certificateAuthorityFile",
            /write one of the two/,
        ],
        [
            "a CA file that is not there",
            () => ({ ...beside, certificateAuthorityFile: "missing.crt" }),
            "endpoint.certificateAuthorityFile",
            /is "missing\.crt", which cannot be read/,
        ],
        [
            "a key in place of the CA file's path",
            ({ privateKey }) => ({ ...beside, certificateAuthorityFile: privateKey }),
            "endpoint.certificateAuthorityFile",
            /is not a path/,
        ],
        [
            "control characters in the cluster's name",
            () => ({ ...beside, clusterName: "a\u0007b" }),
            "endpoint.clusterName",
            /control character/,
        ],
    ] satisfies [string, (planted: Planted) => unknown, string, RegExp][]
).map(([what, endpoint, path, telling]) => ({
    what: `endpoint: ${what}`,
    situation: (planted) => ({ endpoint: endpoint(planted) }),
    path,
    telling,
}));

export const refusedArguments: Refused[] = [
    ...servers.map(field("server")),
    ...tlsServerNames.map(field("tlsServerName", beside)),
    ...proxyUrls.map(field("proxyUrl", beside)),
    ...authorities.map(field("certificateAuthority", beside)),
    ...combinations,
];
