import assert from "node:assert/strict";
import { readCredential } from "../../../src/credential/credential";
import { base64, jsonWebToken } from "../kubeconfig/planted";

describe("a token Secret's data is a credential", () => {
    const token = jsonWebToken("system:serviceaccount:shop:deploy");
    const authority = base64("-----BEGIN CERTIFICATE-----\n");

    it("when it holds a whole token", () => {
        const data = { token: base64(token), "ca.crt": authority, namespace: base64("shop") };
        assert.deepEqual(readCredential(data), { token, publishedAuthorityData: authority });
    });

    it("also where the cluster publishes no certificates", () => {
        const absences: Record<string, string>[] = [{}, { "ca.crt": "" }];
        for (const absent of absences) {
            const data = { token: base64(token), ...absent };
            assert.deepEqual(readCredential(data), { token, publishedAuthorityData: undefined });
        }
    });

    const halfFilled: [what: string, data: Record<string, string> | undefined][] = [
        ["there is no data", undefined],
        ["the data is empty", {}],
        ["there are only certificates", { "ca.crt": authority, namespace: base64("shop") }],
        ["the token is empty", { token: "", "ca.crt": authority }],
        ["the token is white space", { token: base64(" \n") }],
        ["the token ends in a line break", { token: base64(`${token}\n`) }],
        ["the token begins with a space", { token: base64(` ${token}`) }],
        ["there is white space inside the token", { token: base64(token.replace(".", ".\n")) }],
        ["the token is no JSON Web Token", { token: base64("0123456789abcdef") }],
        ["the token has two parts", { token: base64(token.slice(0, token.lastIndexOf("."))) }],
        ["the signature is empty", { token: base64(token.slice(0, token.lastIndexOf(".") + 1)) }],
        ["the token has four parts", { token: base64(`${token}.more`) }],
        ["the token is not base64", { token }],
        ["the token is not base64 at all", { token: "!!! ???" }],
        ["the token is base64 of bytes", { token: Buffer.from([0, 159, 146, 150]).toString("base64") }],
        ["the token is base64 of base64", { token: base64(base64(token)) }],
        ["base64 was cut", { token: base64(token).slice(0, 40) }],
        ["base64 was cut inside the signature", { token: base64(token).slice(0, -3) }],
        ["base64 has a line break", { token: `${base64(token).slice(0, 60)}\n${base64(token).slice(60)}` }],
    ];
    for (const [what, data] of halfFilled) {
        it(`not where ${what}`, () => assert.equal(readCredential(data), undefined));
    }
});
