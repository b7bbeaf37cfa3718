import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { CiAccess } from "../../src";
import { type AccessStack, accessStack } from "../support/accessStack";
import { type Forges, startForges } from "../support/forge/forges";
import { PulumiFailure } from "../support/pulumiSandbox";
import { waitFor } from "../support/waiting";

const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get"] }];
const shop = { repository: "acme/shop" };

/** What a forge answers, and what the error then tells to do. */
const refusals: [status: number, github: RegExp, gitlab: RegExp][] = [
    [401, /GitHub does not know the provider's token/, /GitLab does not know the provider's token/],
    [
        403,
        /the provider's token may not write secrets there/,
        /the provider's token may not write variables there/,
    ],
    [404, /no such repository or environment/, /no such project or group/],
    [422, /GitHub refuses the secret/, /GitLab refuses the variable/],
    [500, /GitHub is not to be reached, or has a fault/, /GitLab is not to be reached, or has a fault/],
];

describe("a destination that fails", () => {
    let forges: Forges;
    let test: AccessStack;
    let count = 0;
    let transforms: pulumi.ResourceTransform[];

    before(async () => {
        forges = await startForges();
    });
    after(() => forges.stop());

    beforeEach(async () => {
        transforms = [];
        test = await accessStack(`failing-${++count}`, {
            config: forges.config,
            program: async () => {
                const { token } = new CiAccess(
                    "shop-deploy",
                    {
                        namespace: test.namespace,
                        role: { rules },
                        githubSecrets: [{ repository: "shop", withoutToken: true }],
                        gitlabVariables: [{ project: "acme/shop", withoutToken: true }],
                    },
                    { transforms },
                );
                return { token };
            },
        });
    });
    afterEach(async () => {
        forges.clearFaults();
        await test.end();
    });

    const inGithub = () => forges.github.decrypted(shop, "KUBECONFIG");
    const inGitlab = () => forges.gitlab.value({ project: "acme/shop" }, "KUBECONFIG");

    async function failsWith(telling: RegExp, destination: string): Promise<void> {
        const failure = await test.stack.up().then(
            () => assert.fail("the update succeeded"),
            (error: unknown) => error,
        );
        assert.ok(failure instanceof PulumiFailure, String(failure));
        const said = failure.transcript.stdout + failure.transcript.stderr;
        assert.match(said, telling);
        assert.ok(said.includes(`${destination} was not delivered`), said);
    }

    for (const [status, github, gitlab] of refusals) {
        it(`of GitHub's with ${status} says what to do; the rest is delivered, and the next up completes it`, async () => {
            forges.github.failNext({
                match: { method: "PUT", path: /secrets\/KUBECONFIG/ },
                status,
                times: 20,
            });
            await failsWith(github, "github/actions/shop/KUBECONFIG");
            assert.equal(inGithub(), undefined);
            assert.ok(inGitlab(), "GitLab's is delivered");
            forges.clearFaults();
            await test.stack.up();
            assert.ok(inGithub() && inGithub() === inGitlab());
        });

        it(`of GitLab's with ${status} says what to do; the rest is delivered, and the next up completes it`, async function () {
            // The provider retries 5xx for some 11 seconds.
            this.timeout(120_000);
            forges.gitlab.failNext({ match: { method: "POST", path: /variables/ }, status, times: 20 });
            await failsWith(gitlab, "gitlab/acme/shop/KUBECONFIG");
            assert.equal(inGitlab(), undefined);
            assert.ok(inGithub(), "GitHub's is delivered");
            forges.clearFaults();
            await test.stack.up();
            assert.ok(inGitlab() && inGithub() === inGitlab());
        });
    }

    it("leaves the others delivered though they start after it has failed", async () => {
        const puts = () => forges.github.recorder.requests.filter(({ method }) => method === "PUT").length;
        const before = puts();
        const refused = () =>
            waitFor("GitHub's refusal", () => puts() > before)
                // By then the provider has told the engine, which would start nothing more.
                .then(() => new Promise<void>((resolve) => setTimeout(resolve, 2000)));
        const late: pulumi.ResourceTransform = async ({ type }) => {
            if (type.startsWith("gitlab:")) await refused();
            return undefined;
        };
        transforms = [late];
        forges.github.failNext({ match: { method: "PUT" }, status: 403, times: 20 });
        await failsWith(/may not write secrets there/, "github/actions/shop/KUBECONFIG");
        assert.ok(inGitlab(), "GitLab's is delivered");
    });

    it("for a moment only is delivered by the provider's own retries", async function () {
        this.timeout(120_000);
        forges.github.failNext({ match: { method: "PUT", path: /KUBECONFIG/ }, status: 503, times: 2 });
        forges.gitlab.failNext({
            match: { method: "POST", path: /variables/ },
            status: 429,
            times: 1,
            retryAfter: 1,
        });
        await test.stack.up();
        assert.ok(inGithub() && inGithub() === inGitlab());
    });

    it("because the forge is not there says so, by the provider's own error", async () => {
        const nobody = forges.gitlab.origin.replace(/:\d+$/, ":9");
        await test.stack.setConfig({
            "gitlab:baseUrl": { value: `${nobody}/api/v4` },
            "gitlab:retries": { value: "0" },
        });
        // The provider asks its forge who it is before it looks at any resource.
        await assert.rejects(
            test.stack.up(),
            /shop-deploy\/gitlab\/acme\/shop\/KUBECONFIG[\s\S]*connection refused/,
        );
        assert.ok(inGithub(), "GitHub's is delivered");
        await test.stack.setConfig(forges.config);
        await test.stack.up();
        assert.ok(inGitlab());
    });
});
