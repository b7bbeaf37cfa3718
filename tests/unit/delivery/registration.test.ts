import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import Module from "node:module";
import { join } from "node:path";
import { CiAccess, type CiAccessArgs } from "../../../src";
import { CertificateAuthority } from "../../support/certificates";
import { mockToken, type Registered, registered } from "../pulumiMocks";

const args: CiAccessArgs = {
    namespace: "shop",
    role: { preset: "application-deployer" },
    endpoint: { server: "https://kubernetes.example" },
};

const delivered = async (destinations: Partial<CiAccessArgs>) => {
    const resources = await registered(() => new CiAccess("shop-deploy", { ...args, ...destinations }));
    return resources.filter(({ type }) => /^(github|gitlab):/.test(type));
};

/** What is in a secret, as the engine is told it. */
function secret(value: unknown): string {
    const { [signature]: mark, value: content } = value as Record<string, string>;
    assert.equal(mark, "1b47061264138c4ac30d75fd1eb44270", "it is a secret");
    return content ?? "";
}

/** The key of the mark by which Pulumi's wire format tells a secret. */
const signature = "4dabf18193072939515e22adb298388d";

describe("destinations, as the engine hears of them", () => {
    it("are the official providers' resources, named by their place", async () => {
        const resources = await delivered({
            githubSecrets: [
                { repository: "Shop" },
                { repository: "shop", environment: "Production" },
                { repository: "shop", dependabot: true },
                { organization: true, visibility: "all" },
                { organization: true, visibility: "all", dependabot: true },
            ].map((secret) => ({ ...secret, withoutToken: true })),
            gitlabVariables: [
                { project: "acme/shop", environmentScope: "production" },
                { group: "acme" },
                { instance: true },
            ].map((variable) => ({ ...variable, withoutToken: true })),
        });
        assert.deepEqual(resources.map(({ type, name }) => `${type} ${name}`).sort(), [
            "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret shop-deploy/github/actions/shop/production/KUBECONFIG",
            "github:index/actionsOrganizationSecret:ActionsOrganizationSecret shop-deploy/github/actions/@organization/KUBECONFIG",
            "github:index/actionsSecret:ActionsSecret shop-deploy/github/actions/shop/KUBECONFIG",
            "github:index/dependabotOrganizationSecret:DependabotOrganizationSecret shop-deploy/github/dependabot/@organization/KUBECONFIG",
            "github:index/dependabotSecret:DependabotSecret shop-deploy/github/dependabot/shop/KUBECONFIG",
            "gitlab:index/groupVariable:GroupVariable shop-deploy/gitlab/acme/KUBECONFIG",
            "gitlab:index/instanceVariable:InstanceVariable shop-deploy/gitlab/@instance/KUBECONFIG",
            "gitlab:index/projectVariable:ProjectVariable shop-deploy/gitlab/acme/shop@production/KUBECONFIG",
        ]);
    });

    it("carry the kubeconfig, and the token alone beside it", async () => {
        const resources = await delivered({ githubSecrets: [{ repository: "shop" }] });
        const value = (name: string) =>
            secret(resources.find(({ inputs }) => inputs.secretName === name)?.inputs.plaintextValue);
        assert.equal(JSON.parse(value("KUBECONFIG")).users[0].user.token, mockToken);
        assert.equal(value("KUBECONFIG_TOKEN"), mockToken);
    });

    it("are protected, masked, raw files on GitLab, of the whole scope", async () => {
        const [variable] = await delivered({
            gitlabVariables: [{ project: "acme/shop", withoutToken: true }],
        });
        const { value, ...settings } = variable?.inputs ?? {};
        assert.match(secret(value), /^\S{8,}$/);
        assert.deepEqual(settings, {
            project: "acme/shop",
            key: "KUBECONFIG",
            variableType: "file",
            protected: true,
            masked: true,
            raw: true,
            description: "Kubernetes access of pipeline shop-deploy",
        });
    });

    it("are base64 where GitLab expands variables, which it can mask all the same", async () => {
        const [variable] = await delivered({
            gitlabVariables: [{ group: "acme", raw: false, withoutToken: true }],
        });
        assert.match(secret(variable?.inputs.value), /^[a-zA-Z0-9_+=/@:.~-]{8,}$/);
        assert.ok(JSON.parse(Buffer.from(secret(variable?.inputs.value), "base64").toString()).users);
    });

    for (const [release, alias, property] of [
        ["6.12", "@pulumi/github", "plaintextValue"],
        ["6.15", "pulumi-github-current", "value"],
    ] as const) {
        it(`spell the value as release ${release} of GitHub's SDK does`, async () => {
            const resources = await withGithubSdk(alias, () =>
                delivered({ githubSecrets: [{ repository: "shop" }] }),
            );
            assert.equal(resources.length, 2);
            for (const { inputs } of resources) {
                assert.ok(inputs[property]);
                const others = ["plaintextValue", "value", "encryptedValue"].filter(
                    (name) => name !== property,
                );
                for (const other of others) assert.equal(inputs[other], undefined, other);
            }
        });
    }

    it("load GitHub's SDK only where GitHub is one", () => {
        const root = join(__dirname, "..", "..", "..");
        const code = `require("ts-node/register/transpile-only"); require("./src");
            console.log(Object.keys(require.cache).filter((file) => file.includes("@pulumi/github")).length);`;
        assert.equal(
            execFileSync(process.execPath, ["-e", code], { cwd: root, encoding: "utf8" }).trim(),
            "0",
        );
    });

    it("are refused at preview where the certificates alone are too large", async () => {
        const { certificate } = await CertificateAuthority.create("Large");
        const certificateAuthority = `${certificate}\n`.repeat(40);
        const endpoint = { server: "https://kubernetes.example", certificateAuthority };
        const program = () =>
            new CiAccess("shop-deploy", { ...args, endpoint, gitlabVariables: [{ instance: true }] });
        await assert.rejects(
            registered(program),
            /gitlabVariables\[0\] would hold a kubeconfig of \d+ bytes or more, and GitLab takes 10000/,
        );
    });
});

/** Runs with another release of the SDK in the place of the installed one. */
async function withGithubSdk(alias: string, run: () => Promise<Registered[]>): Promise<Registered[]> {
    const module = Module as unknown as { _load(request: string, ...others: unknown[]): unknown };
    const original = module._load;
    module._load = (request, ...others) =>
        original(request.replace(/^@pulumi\/github(?=$|\/)/, alias), ...others);
    try {
        return await run();
    } finally {
        module._load = original;
    }
}
