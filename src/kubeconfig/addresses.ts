import type { Findings } from "../validation/findings";
import { quote } from "../validation/problem";
import { shownAddress } from "./shown";

/** The URL of an API server, without a trailing slash; undefined where something is wrong with it. */
export function checkServer(value: unknown, path: string, findings: Findings): string | undefined {
    const instead = `write the API server's URL, like "https://10.0.0.1:6443"`;
    const problem = (reason: string) => findings.problem(path, reason);
    if (value === "") return problem(`is empty; ${instead}`);
    if (typeof value !== "string" || /[\n\r{]./.test(value))
        return problem(`is ${shownAddress(value)}; ${instead}`);
    if (value.trim() !== value) return problem("has spaces or line breaks around it; remove them");
    if (holdsCredentials(value)) {
        return problem("contains credentials; remove them, the kubeconfig carries a token of its own");
    }
    if (!hasScheme.test(value)) {
        const proposal = `https://${value}`;
        const proposed = parseUrl(proposal) && shownAddress(value) === quote(value);
        return problem(
            `is ${shownAddress(value)}; ${proposed ? `write it as a URL: ${quote(proposal)}` : instead}`,
        );
    }
    const url = parseUrl(value);
    if (url === undefined) return problem(`is ${shownAddress(value)}, which is not a URL; ${instead}`);
    if (url.protocol !== "https:") {
        return problem(`is ${shownAddress(value)}; write https, or the token would travel in the clear`);
    }
    if (url.search !== "" || url.hash !== "") {
        return problem(`is ${shownAddress(value)}; remove the query and the fragment`);
    }
    return value.replace(/\/+$/, "");
}

const hostName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/** The name that the API server's certificate carries. */
export function checkTlsServerName(value: unknown, path: string, findings: Findings): string | undefined {
    if (typeof value === "string" && value.length <= 253 && hostName.test(value)) return value;
    const host = typeof value === "string" ? parseUrl(value)?.hostname : undefined;
    const example = host ? `: ${quote(host)}` : ', like "kubernetes.example.com"';
    return findings.problem(
        path,
        `is ${shownAddress(value)}; write a host name, not a URL or a port${example}`,
    );
}

/** The URL of a proxy, as kubectl takes it. */
export function checkProxyUrl(value: unknown, path: string, findings: Findings): string | undefined {
    const problem = (reason: string) => findings.problem(path, reason);
    const url = typeof value === "string" ? parseUrl(value) : undefined;
    if (typeof value === "string" && holdsCredentials(value)) {
        return problem(
            "contains credentials, which every job would carry; write a proxy that needs none from the pipeline",
        );
    }
    if (typeof value !== "string" || !url || !["http:", "https:", "socks5:"].includes(url.protocol)) {
        return problem(`is ${shownAddress(value)}; write a URL with http, https or socks5`);
    }
    if (url.search !== "" || url.hash !== "") {
        return problem(`is ${shownAddress(value)}; remove the query and the fragment`);
    }
    return value;
}

const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Something before an @, ahead of any path: `https://user:password@host`, with and without the scheme. */
function holdsCredentials(address: string): boolean {
    const [authority = ""] = address.replace(hasScheme, "").split(/[/?#]/);
    return authority.includes("@");
}

/** Only what every client reads alike: Node forgives three slashes, backslashes and spaces, Go and Python do not. */
function parseUrl(value: string): URL | undefined {
    return /^[a-z][a-z0-9+.-]*:\/\/[^/\\\s][^\\\s]*$/i.test(value) && URL.canParse(value)
        ? new URL(value)
        : undefined;
}
