import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseDocument } from "yaml";
import type { Trust } from "../../../src/kubeconfig/endpoint";
import { parseKubeconfig } from "../../../src/kubeconfig/parse";
import { contextName, type KubeconfigParts, renderKubeconfig } from "../../../src/kubeconfig/render";
import { Findings } from "../../../src/validation/findings";
import { type ClientNode, importClientNode } from "../../support/clients/clientNode";
import { base64, jsonWebToken } from "./planted";

/** Any text that UTF-8 can say: control characters, line separators and emoji too. */
const anyText = fc.oneof(
    fc.string({ minLength: 1, unit: "grapheme" }),
    fc.string({ minLength: 1, unit: "binary" }),
    fc.constantFrom(
        "true",
        "1e3",
        "~",
        "null",
        "a: b",
        "- a",
        "#",
        "a\u0085b",
        "a\u2028b",
        "\ufeff",
        "\u007f",
        "😀",
    ),
);
const dnsName = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?$/);
const certificates = fc.string().map((text) => base64(`-----BEGIN CERTIFICATE-----\n${text}\n`));
const trust: fc.Arbitrary<Trust> = fc.oneof(
    certificates.map((certificateAuthorityData) => ({ kind: "embedded" as const, certificateAuthorityData })),
    fc.constantFrom<Trust>({ kind: "cluster" }, { kind: "system" }, { kind: "blind" }),
);
const parts: fc.Arbitrary<KubeconfigParts> = fc.record({
    endpoint: fc.record({
        clusterName: anyText,
        // As resolved endpoints have it.
        server: fc.webUrl({ validSchemes: ["https"] }).map((url) => url.replace(/\/+$/, "")),
        trust,
        tlsServerName: fc.option(fc.domain(), { nil: undefined }),
        proxyUrl: fc.option(fc.webUrl(), { nil: undefined }),
    }),
    user: dnsName,
    namespace: dnsName,
    token: fc.string().map(jsonWebToken),
    publishedAuthorityData: certificates,
});

describe("a rendered kubeconfig", () => {
    let clientNode: ClientNode;
    before(async () => {
        clientNode = await importClientNode();
    });

    it("is compact JSON with one cluster, one user and one context, which is current", () => {
        const rendered = renderKubeconfig({
            endpoint: {
                clusterName: "production",
                server: "https://10.0.0.1:6443",
                trust: { kind: "cluster" },
                tlsServerName: "api.internal",
                proxyUrl: "http://10.0.0.9:3128",
            },
            user: "shop-deploy",
            namespace: "shop",
            token: "header.payload.signature",
            publishedAuthorityData: "Q0E=",
        });
        assert.equal(
            rendered,
            '{"apiVersion":"v1","kind":"Config",' +
                '"clusters":[{"name":"production","cluster":{"server":"https://10.0.0.1:6443",' +
                '"certificate-authority-data":"Q0E=","tls-server-name":"api.internal","proxy-url":"http://10.0.0.9:3128"}}],' +
                '"contexts":[{"name":"shop-deploy@production","context":' +
                '{"cluster":"production","namespace":"shop","user":"shop-deploy"}}],' +
                '"current-context":"shop-deploy@production",' +
                '"users":[{"name":"shop-deploy","user":{"token":"header.payload.signature"}}]}',
        );
    });

    it("says what it trusts, and nothing else", () => {
        const cluster = (trusted: Trust) =>
            JSON.parse(
                renderKubeconfig({
                    endpoint: { clusterName: "c", server: "https://c", trust: trusted },
                    user: "u",
                    namespace: "n",
                    token: "t",
                    publishedAuthorityData: "UHVibGlzaGVk",
                }),
            ).clusters[0].cluster;
        const server = "https://c";
        assert.deepEqual(cluster({ kind: "system" }), { server });
        assert.deepEqual(cluster({ kind: "blind" }), { server, "insecure-skip-tls-verify": true });
        assert.deepEqual(cluster({ kind: "cluster" }), {
            server,
            "certificate-authority-data": "UHVibGlzaGVk",
        });
        assert.deepEqual(cluster({ kind: "embedded", certificateAuthorityData: "T3Vycw==" }), {
            server,
            "certificate-authority-data": "T3Vycw==",
        });
    });

    it("has no white space, nor a character that YAML does not take as it is", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const rendered = renderKubeconfig(given);
                assert.doesNotMatch(rendered, /\s/u);
                // https://yaml.org/spec/1.1/#c-printable, without the line breaks among them.
                assert.doesNotMatch(rendered, /[^\x21-\x7e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
            }),
        );
    });

    it("means the same as JSON, and as YAML of both versions", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const rendered = renderKubeconfig(given);
                const meant = JSON.parse(rendered);
                assert.equal(meant.clusters[0].name, given.endpoint.clusterName);
                for (const version of ["1.1", "1.2"] as const) {
                    const document = parseDocument(rendered, { version });
                    assert.deepEqual(document.errors, []);
                    assert.deepEqual(document.toJS(), meant);
                }
            }),
        );
    });

    it("is to @kubernetes/client-node what was rendered", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const { endpoint, user, namespace, token, publishedAuthorityData } = given;
                const config = new clientNode.KubeConfig();
                config.loadFromString(renderKubeconfig(given));
                const cluster = config.getCurrentCluster();
                const { kind } = endpoint.trust;
                assert.equal(cluster?.name, endpoint.clusterName);
                assert.equal(cluster?.server, endpoint.server);
                assert.equal(cluster?.skipTLSVerify, kind === "blind");
                assert.equal(cluster?.tlsServerName, endpoint.tlsServerName);
                assert.equal(cluster?.proxyUrl, endpoint.proxyUrl);
                assert.equal(
                    cluster?.caData,
                    endpoint.trust.kind === "embedded"
                        ? endpoint.trust.certificateAuthorityData
                        : kind === "cluster"
                          ? publishedAuthorityData
                          : undefined,
                );
                assert.equal(config.getCurrentUser()?.name, user);
                assert.equal(config.getCurrentUser()?.token, token);
                const context = config.getContextObject(config.getCurrentContext());
                assert.equal(context?.name, contextName(user, endpoint));
                assert.equal(context?.namespace, namespace);
            }),
        );
    });

    it("is read back as the cluster that it was rendered for", () => {
        fc.assert(
            fc.property(parts, (given) => {
                const { endpoint, user } = given;
                const findings = new Findings();
                const origin = { path: "rendered", directory: "/" };
                const read = parseKubeconfig(renderKubeconfig(given), origin, findings);
                assert.deepEqual(findings.problems, []);
                assert.equal(read?.currentContext, contextName(user, endpoint));
                assert.equal(read?.contexts.get(contextName(user, endpoint)), endpoint.clusterName);
                const cluster = read?.clusters.get(endpoint.clusterName);
                assert.equal(cluster?.server, endpoint.server);
                assert.equal(cluster?.tlsServerName, endpoint.tlsServerName);
                assert.equal(cluster?.proxyUrl, endpoint.proxyUrl);
            }),
        );
    });
});
