import type { Findings } from "../validation/findings";
import { quote } from "../validation/problem";

/** The URL of an API server, without a trailing slash; undefined where something is wrong with it. */
export function checkServer(value: unknown, path: string, findings: Findings): string | undefined {
    if (typeof value !== "string" || value.trim() === "") {
        return findings.problem(
            path,
            `is ${quote(value)}; write the API server's URL, like "https://10.0.0.1:6443"`,
        );
    }
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
        return findings.problem(path, `is ${quote(value)}; write it as a URL: ${quote(`https://${value}`)}`);
    }
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || /\s/.test(value)) {
        return findings.problem(
            path,
            `is ${quote(value)}, which is not a URL; write one like "https://10.0.0.1:6443"`,
        );
    }
    if (url.username !== "" || url.password !== "") {
        return findings.problem(
            path,
            "contains credentials; remove them, the kubeconfig carries a token of its own",
        );
    }
    if (url.protocol !== "https:") {
        return findings.problem(
            path,
            `is ${quote(value)}; write https, or the token would travel in the clear`,
        );
    }
    if (url.search !== "" || url.hash !== "") {
        return findings.problem(path, `is ${quote(value)}; remove the query and the fragment`);
    }
    return value.replace(/\/+$/, "");
}

const hostName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/** The name that the API server's certificate carries. */
export function checkTlsServerName(value: unknown, path: string, findings: Findings): string | undefined {
    if (typeof value === "string" && value.length <= 253 && hostName.test(value)) return value;
    const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
    const example = url?.hostname ? `: ${quote(url.hostname)}` : ', like "kubernetes.example.com"';
    return findings.problem(path, `is ${quote(value)}; write a host name, not a URL or a port${example}`);
}

/** The URL of a proxy, as kubectl takes it. */
export function checkProxyUrl(value: unknown, path: string, findings: Findings): string | undefined {
    const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
    if (url?.username || url?.password) {
        return findings.problem(
            path,
            "contains credentials, which every job would carry; write a proxy that needs none from the pipeline",
        );
    }
    if (url && ["http:", "https:", "socks5:"].includes(url.protocol) && url.hostname !== "")
        return String(value);
    return findings.problem(path, `is ${quote(value)}; write a URL with http, https or socks5`);
}
