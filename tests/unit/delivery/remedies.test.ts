import assert from "node:assert/strict";
import { explainFailure } from "../../../src/delivery/remedies";

/** What the providers' errors say, and what the message must tell to do. */
const failures: [destination: string, error: string, telling: RegExp][] = [
    [
        "github/actions/shop/KUBECONFIG",
        "PUT https://api.github.com/…: 401 Bad credentials []",
        /wrong, expired or revoked\. Set github:token/,
    ],
    [
        "github/actions/shop/KUBECONFIG",
        "403 Resource not accessible by personal access token []",
        /may not write secrets there/,
    ],
    ["github/actions/shop/KUBECONFIG", "403 API rate limit exceeded for user ID 1.", /longer writeDelayMs/],
    ["github/actions/shop/KUBECONFIG", "429 You have exceeded a secondary rate limit", /longer writeDelayMs/],
    [
        "github/actions/shop/KUBECONFIG",
        "GET …/repos/acme/shop: 404 Not Found []",
        /no such repository or environment/,
    ],
    ["github/actions/shop/KUBECONFIG", "422 Validation Failed []", /GitHub refuses the secret/],
    ["github/actions/shop/KUBECONFIG", "502 Bad Gateway", /GitHub is not to be reached/],
    [
        "github/actions/shop/KUBECONFIG",
        "dial tcp 127.0.0.1:9: connect: connection refused",
        /Check github:baseUrl/,
    ],
    ["gitlab/acme/shop/KUBECONFIG", "401 {message: 401 Unauthorized}", /Set gitlab:token/],
    ["gitlab/acme/shop/KUBECONFIG", "403 {message: 403 Forbidden}", /Maintainer role/],
    ["gitlab/acme/shop/KUBECONFIG", "404 Not Found", /no such project or group/],
    [
        "gitlab/acme/shop/KUBECONFIG",
        "400 {message: {key: [(KUBECONFIG) has already been taken]}}",
        /pulumi import/,
    ],
    ["gitlab/acme/shop/KUBECONFIG", "400 {message: {value: [is invalid]}}", /GitLab refuses the variable/],
    ["gitlab/acme/shop/KUBECONFIG", "429 Too Many Requests", /more retries/],
    ["gitlab/acme/shop/KUBECONFIG", "POST … giving up after 6 attempt(s)", /GitLab is not to be reached/],
    ["gitlab/acme/shop/KUBECONFIG", "something nobody has seen", /the provider's error says why/],
];

describe("what to do about a forge's refusal", () => {
    for (const [destination, error, telling] of failures) {
        it(`"${error}"`, () => {
            const message = explainFailure(destination, [error]);
            assert.match(message, telling);
            assert.ok(message.startsWith(`${destination} was not delivered: `));
            assert.match(message, /the next pulumi up delivers what is missing\.$/);
        });
    }
});
