import assert from "node:assert/strict";
import fc from "fast-check";
import { checkDestinations } from "../../../src/delivery/checkDestinations";
import { type GithubDestination, githubPlace, secretName } from "../../../src/delivery/githubDestination";
import { type GitlabDestination, gitlabPlace, variableName } from "../../../src/delivery/gitlabDestination";

const word = fc.oneof(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,8}$/),
    fc.constantFrom("organization", "instance"),
);
const environment = fc.option(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_/-]{0,8}$/), { nil: undefined });
const name = fc.option(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/), { nil: undefined });

const githubDestination: fc.Arbitrary<GithubDestination> = fc.oneof(
    fc.record({ repository: word, environment, name }),
    fc.record({ repository: word, dependabot: fc.boolean(), name }),
    fc.record({
        organization: fc.constant(true),
        visibility: fc.constant("all"),
        dependabot: fc.boolean(),
        name,
    }),
);

const gitlabDestination: fc.Arbitrary<GitlabDestination> = fc.oneof(
    fc.record({
        project: fc.tuple(word, word).map((path) => path.join("/")),
        environmentScope: environment,
        name,
    }),
    fc.record({ group: word, environmentScope: environment, name }),
    fc.record({ instance: fc.constant(true), name }),
);

/** What makes two destinations the same secret to GitHub: its names are the same in upper and lower case. */
function githubIdentity(destination: GithubDestination): string {
    const { repository, environment, organization = false, dependabot = false } = destination;
    const place = [repository?.toLowerCase(), environment?.toLowerCase(), organization, dependabot];
    return JSON.stringify([...place, secretName(destination).toUpperCase()]);
}

function gitlabIdentity(destination: GitlabDestination): string {
    const { project, group, instance = false, environmentScope = "*" } = destination;
    return JSON.stringify([
        project,
        group,
        instance,
        instance ? "*" : environmentScope,
        variableName(destination),
    ]);
}

describe("the name of a destination in the stack's state", () => {
    it("is the same for the same secret of GitHub's, and for no other", () => {
        const nameOf = (one: GithubDestination) => `${githubPlace(one)}/${secretName(one).toUpperCase()}`;
        fc.assert(
            fc.property(githubDestination, githubDestination, (one, other) => {
                assert.equal(nameOf(one) === nameOf(other), githubIdentity(one) === githubIdentity(other));
            }),
            { numRuns: 2000 },
        );
    });

    it("is the same for the same variable of GitLab's, and for no other", () => {
        const nameOf = (one: GitlabDestination) => `${gitlabPlace(one)}/${variableName(one)}`;
        fc.assert(
            fc.property(gitlabDestination, gitlabDestination, (one, other) => {
                assert.equal(nameOf(one) === nameOf(other), gitlabIdentity(one) === gitlabIdentity(other));
            }),
            { numRuns: 2000 },
        );
    });

    it("does not depend on the place in the list, and nor does what is refused", () => {
        fc.assert(
            fc.property(fc.array(githubDestination, { maxLength: 6 }), (destinations) => {
                const reversed = [...destinations].reverse();
                assert.equal(
                    checkDestinations(destinations, "githubSecrets").length > 0,
                    checkDestinations(reversed, "githubSecrets").length > 0,
                );
            }),
        );
    });
});
