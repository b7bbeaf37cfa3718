import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { pulumiInstallation } from "../support/executables";
import type { ForgeEmulator } from "../support/forge/forgeEmulator";
import { githubConfig, gitlabConfig } from "../support/forge/providerConfig";
import { GithubEmulator, type GithubScope } from "../support/github/githubEmulator";
import { GitlabEmulator, type GitlabScope } from "../support/gitlab/gitlabEmulator";
import { InlineStack } from "../support/inlineStack";
import { PulumiSandbox } from "../support/pulumiSandbox";

/** One line, no spaces, more than eight characters: maskable by GitLab where it is raw. */
const FIRST = '{"token":"first-value"}';
const SECOND = '{"token":"second-value"}';

describe("the emulated forges, under the real engine and its providers", () => {
    let github: GithubEmulator;
    let gitlab: GitlabEmulator;
    let sandbox: PulumiSandbox;
    let stack: InlineStack;
    let shopId: number;

    before(async () => {
        sandbox = new PulumiSandbox(await pulumiInstallation());
        github = await GithubEmulator.start();
        gitlab = await GitlabEmulator.start();
        github.addOrganization("acme");
        shopId = github.addRepository("acme/shop");
        gitlab.addProject("acme/shop");
        gitlab.addGroup("acme");
        stack = await InlineStack.create(sandbox, {
            project: "forges",
            program: everywhere(FIRST),
            config: { ...githubConfig(github, "acme"), ...gitlabConfig(gitlab) },
        });
    });

    after(async () => {
        await Promise.all([github.stop(), gitlab.stop()]);
        sandbox.remove();
    });

    afterEach(() => {
        for (const forge of [github, gitlab]) {
            assert.deepEqual(forge.violations, []);
            assert.deepEqual(forge.unexpected, []);
            forge.clearFaults();
            forge.recorder.clear();
        }
    });

    /** A secret or a variable in every place that the emulators have. */
    function everywhere(value: string): () => Promise<void> {
        return async () => {
            const secret = pulumi.secret(value);
            const inGithub = { secretName: "KUBECONFIG", plaintextValue: secret };
            resource("github:index/actionsSecret:ActionsSecret", { repository: "shop", ...inGithub });
            resource("github:index/dependabotSecret:DependabotSecret", { repository: "shop", ...inGithub });
            const environment = resource("github:index/repositoryEnvironment:RepositoryEnvironment", {
                repository: "shop",
                environment: "production/eu",
            });
            resource(
                "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
                { repository: "shop", environment: "production/eu", ...inGithub },
                { dependsOn: environment },
            );
            const selected = { visibility: "selected", ...inGithub };
            const shared = resource(
                "github:index/actionsOrganizationSecret:ActionsOrganizationSecret",
                selected,
            );
            resource(
                "github:index/actionsOrganizationSecretRepositories:ActionsOrganizationSecretRepositories",
                { secretName: "KUBECONFIG", selectedRepositoryIds: [shopId] },
                { dependsOn: shared },
            );
            resource("github:index/dependabotOrganizationSecret:DependabotOrganizationSecret", {
                visibility: "private",
                ...inGithub,
            });
            const inGitlab = {
                key: "KUBECONFIG",
                value: secret,
                variableType: "file",
                masked: true,
                raw: true,
            };
            resource("gitlab:index/projectVariable:ProjectVariable", {
                project: "acme/shop",
                environmentScope: "production",
                protected: true,
                ...inGitlab,
            });
            resource("gitlab:index/groupVariable:GroupVariable", {
                group: "acme",
                hidden: true,
                ...inGitlab,
            });
            resource("gitlab:index/instanceVariable:InstanceVariable", inGitlab);
        };
    }

    const inGithub: GithubScope[] = [
        { repository: "acme/shop" },
        { repository: "acme/shop", dependabot: true },
        { organization: "acme" },
        { organization: "acme", dependabot: true },
    ];
    const environment: GithubScope = { repository: "acme/shop", environment: "production/eu" };
    const inGitlab: [GitlabScope, string][] = [
        [{ project: "acme/shop" }, "production"],
        [{ group: "acme" }, "*"],
        [{ instance: true }, "*"],
    ];

    function assertEverywhere(value: string | undefined, scopes = [...inGithub, environment]): void {
        for (const scope of scopes) {
            assert.equal(github.decrypted(scope, "KUBECONFIG"), value, JSON.stringify(scope));
        }
        for (const [scope, environmentScope] of inGitlab) {
            assert.equal(gitlab.value(scope, "KUBECONFIG", environmentScope), value, JSON.stringify(scope));
        }
    }

    function writes(forge: ForgeEmulator): string[] {
        return forge.recorder.writes().map(({ method }) => method);
    }

    it("receive what a program delivers", async () => {
        await stack.up();
        assertEverywhere(FIRST);
        assert.deepEqual(github.visibility("acme", "KUBECONFIG"), {
            visibility: "selected",
            selectedRepositoryIds: [shopId],
        });
        const { variable_type, masked, raw } = gitlab.variable({ group: "acme" }, "KUBECONFIG") ?? {};
        assert.deepEqual({ variable_type, masked, raw }, { variable_type: "file", masked: true, raw: true });
    });

    it("are not written where nothing changed, nor where nothing drifted", async () => {
        await stack.up();
        await stack.refresh();
        await stack.up();
        assert.deepEqual([...writes(github), ...writes(gitlab)], []);
    });

    it("are updated in place", async () => {
        stack.program = everywhere(SECOND);
        await stack.up();
        assertEverywhere(SECOND);
        assert.deepEqual(new Set(writes(github)), new Set(["PUT"]));
        assert.deepEqual(writes(gitlab), ["PUT", "PUT", "PUT"]);
    });

    it("are repaired after they were deleted outside, and on GitLab after they were changed", async () => {
        github.deleteOutside({ repository: "acme/shop" }, "KUBECONFIG");
        gitlab.setOutside({ project: "acme/shop" }, "KUBECONFIG", "changed-by-hand", "production");
        gitlab.deleteOutside({ instance: true }, "KUBECONFIG");
        await stack.refresh();
        await stack.up();
        assertEverywhere(SECOND);
    });

    it("show in the state that a secret was changed outside on GitHub", async () => {
        // GitHub gives no value back. Whether the provider then writes its own again depends on its version.
        github.setOutside(environment, "KUBECONFIG", "changed by hand");
        await stack.refresh();
        const { deployment } = await stack.exportState();
        const secret = deployment.resources?.find(({ type }) => type.endsWith(":ActionsEnvironmentSecret"));
        assert.notEqual(secret?.outputs?.remoteUpdatedAt, secret?.outputs?.updatedAt);
    });

    it("are tried again where they are busy or failing for a moment", async () => {
        github.failNext({ match: { method: "PUT" }, status: 403, retryAfter: 1 });
        github.failNext({ match: { method: "PUT" }, status: 502 });
        gitlab.failNext({ match: { method: "PUT" }, status: 429, retryAfter: 1 });
        gitlab.failNext({ match: { method: "PUT" }, status: 503 });
        stack.program = everywhere(FIRST);
        await stack.up();
        assertEverywhere(FIRST);
    });

    it("are left with nothing", async () => {
        await stack.destroy();
        assertEverywhere(undefined, inGithub);
        assert.deepEqual([...github.arrivals(), ...gitlab.arrivals()], []);
    });

    const refusals: [string, string, pulumi.Inputs, RegExp][] = [
        [
            "an environment that is not there",
            "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
            { repository: "shop", environment: "nowhere", secretName: "KUBECONFIG", plaintextValue: "v" },
            /environments\/nowhere\/secrets\/public-key: 404 Not Found/,
        ],
        [
            "a value that cannot be masked",
            "gitlab:index/projectVariable:ProjectVariable",
            { project: "acme/shop", key: "KUBECONFIG", value: "two words", masked: true },
            /Check the masked variable requirements/,
        ],
        [
            "a project that is not there",
            "gitlab:index/projectVariable:ProjectVariable",
            { project: "acme/attic", key: "KUBECONFIG", value: "value" },
            /404 Project Not Found|404 Not Found/,
        ],
    ];
    for (const [what, type, inputs, message] of refusals) {
        it(`refuse ${what}`, async () => {
            stack.program = async () => {
                resource(type, inputs);
            };
            await assert.rejects(stack.up(), message);
        });
    }

    it("refuse a second variable of the same key and scope", async () => {
        gitlab.setOutside({ project: "acme/shop" }, "KUBECONFIG", "somebody's");
        stack.program = async () => {
            const inputs = { project: "acme/shop", key: "KUBECONFIG", value: "mine" };
            resource("gitlab:index/projectVariable:ProjectVariable", inputs);
        };
        await assert.rejects(stack.up(), /KUBECONFIG\) has already been taken/);
        assert.equal(gitlab.value({ project: "acme/shop" }, "KUBECONFIG"), "somebody's");
    });
});

class DeclaredResource extends pulumi.CustomResource {}

/** A resource by its token alone, as a program without the forge's SDK declares it; named by its kind. */
function resource(
    type: string,
    inputs: pulumi.Inputs,
    options?: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
    return new DeclaredResource(type, type.split(":").at(-1) ?? type, inputs, options);
}
