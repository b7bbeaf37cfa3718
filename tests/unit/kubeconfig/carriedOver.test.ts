import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { X509CertificateGenerator } from "@peculiar/x509";
import { CertificateAuthority } from "../../support/certificates";
import { base64, type Planted, planted } from "./planted";
import { administratorKubeconfig, resolved } from "./resolving";

describe("what a kubeconfig says of its cluster is carried over", () => {
    let credentials: Planted;
    before(async () => {
        credentials = await planted();
    });

    const from = (cluster: object, files: Record<string, string> = {}) =>
        resolved({
            files: { "/kube/config": administratorKubeconfig(credentials, { cluster }), ...files },
            variable: "/kube/config",
        });

    it("certificates that are inline", () => {
        const { endpoint, warnings } = from({});
        assert.deepEqual(endpoint, {
            clusterName: "production",
            server: "https://10.0.0.1:6443",
            trust: { kind: "embedded", certificateAuthorityData: base64(credentials.certificate) },
            tlsServerName: undefined,
            proxyUrl: undefined,
        });
        assert.deepEqual(warnings, []);
    });

    it("certificates in a file, which a path relative to the kubeconfig names", async () => {
        const other = (await CertificateAuthority.create("other")).certificate;
        const inline = { "certificate-authority-data": undefined };
        for (const path of ["pki/ca.crt", "./pki/ca.crt", "../kube/pki/ca.crt", "/kube/pki/ca.crt"]) {
            const { endpoint } = from(
                { ...inline, "certificate-authority": path },
                { "/kube/pki/ca.crt": other },
            );
            const certificateAuthorityData = base64(other);
            assert.deepEqual(endpoint?.trust, { kind: "embedded", certificateAuthorityData }, path);
        }
    });

    it("several certificates, and of inline ones and a file the inline ones", () => {
        const both = credentials.certificate + credentials.certificate;
        const { endpoint } = from({
            "certificate-authority-data": base64(both),
            "certificate-authority": "not-there.crt",
        });
        assert.deepEqual(endpoint?.trust, { kind: "embedded", certificateAuthorityData: base64(both) });
    });

    it("no certificates: the client's own trust store", () => {
        const { endpoint } = from({ "certificate-authority-data": undefined });
        assert.deepEqual(endpoint?.trust, { kind: "system" });
    });

    it("a certificate that has expired, with a warning", async () => {
        const expired = await expiredCertificate();
        const { endpoint, warnings } = from({ "certificate-authority-data": base64(expired) });
        assert.equal(endpoint?.trust.kind, "embedded");
        assert.match(warnings.join(), /certificate-authority-data contains a certificate that expired on /);
    });

    it("what YAML's merge keys (<<) take over from elsewhere", () => {
        const certificates = base64(credentials.certificate);
        const text = [
            `shared: &shared { server: "https://shared", certificate-authority-data: ${certificates} }`,
            'clusters: [{ name: c, cluster: { <<: *shared, server: "https://own" } }]',
            "contexts: [{ name: x, context: { cluster: c } }]",
            "current-context: x",
        ].join("\n");
        const { endpoint } = resolved({ endpoint: { kubeconfig: text } });
        assert.equal(endpoint?.server, "https://own");
        assert.deepEqual(endpoint?.trust, { kind: "embedded", certificateAuthorityData: certificates });
    });

    it("insecure-skip-tls-verify, with a warning", () => {
        const { endpoint, warnings } = from({
            "insecure-skip-tls-verify": true,
            "certificate-authority-data": undefined,
        });
        assert.deepEqual(endpoint?.trust, { kind: "blind" });
        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0] ?? "",
            /^\/kube\/config \(cluster "production"\) has insecure-skip-tls-verify/,
        );
        assert.deepEqual(from({ "insecure-skip-tls-verify": false }).warnings, []);
    });

    it("tls-server-name and proxy-url", () => {
        const { endpoint } = from({
            "tls-server-name": "api.internal",
            "proxy-url": "socks5://10.0.0.9:1080",
        });
        assert.equal(endpoint?.tlsServerName, "api.internal");
        assert.equal(endpoint?.proxyUrl, "socks5://10.0.0.9:1080");
        const empty = from({ "tls-server-name": "", "proxy-url": null }).endpoint;
        assert.deepEqual([empty?.tlsServerName, empty?.proxyUrl], [undefined, undefined]);
    });

    it("the path of the server's URL, without a slash at its end", () => {
        const { endpoint } = from({ server: "https://rancher.example.com/k8s/clusters/c-1/" });
        assert.equal(endpoint?.server, "https://rancher.example.com/k8s/clusters/c-1");
    });
});

async function expiredCertificate(): Promise<string> {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const certificate = await X509CertificateGenerator.createSelfSigned({
        name: "CN=expired",
        notBefore: new Date("2020-01-01"),
        notAfter: new Date("2021-01-01"),
        signingAlgorithm: algorithm,
        keys: await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]),
    });
    return certificate.toString("pem");
}
