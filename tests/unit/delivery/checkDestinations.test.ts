import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    checkDestinations,
    checkKnownDestinations,
    checkSizes,
    type DestinationList,
    destinationWarnings,
} from "../../../src/delivery/checkDestinations";

const later = pulumi.output("later");
const shop = { repository: "shop" };
const variable = { project: "acme/shop" };
const organization = { organization: true, visibility: "all" };

type Refused = [title: string, destinations: unknown, path: string, telling: RegExp];

/** What a user may write by mistake, the argument that the message must name, and the telling part of it. */
const refusedByGithub: Refused[] = [
    ["an object in place of a list", shop, "", /write a list/],
    ["a text in place of a list", "shop", "", /is "shop"; write a list/],
    ["a text in the list", ["shop"], "[0]", /write an object, like \{ repository: "shop" \}/],
    ["null in the list", [shop, null], "[1]", /write an object/],
    ["nothing", [{}], "[0]", /names no place/],
    ["a misspelt field", [{ ...shop, repo: "shop" }], "[0].repo", /is not known/],
    ["an owner in the repository", [{ repository: "acme/shop" }], "[0].repository", /write "shop" alone/],
    [
        "a URL as repository",
        [{ repository: "https://github.com/acme/shop" }],
        "[0].repository",
        /write "shop" alone/,
    ],
    ["an empty repository", [{ repository: "" }], "[0].repository", /write the repository's name/],
    [
        "a repository with a space",
        [{ repository: "my shop" }],
        "[0].repository",
        /write the repository's name/,
    ],
    ["a number as repository", [{ repository: 5 }], "[0].repository", /is 5/],
    ["an empty environment", [{ ...shop, environment: "" }], "[0].environment", /at most 255/],
    ["a long environment", [{ ...shop, environment: "e".repeat(256) }], "[0].environment", /at most 255/],
    [
        "an environment of Dependabot's",
        [{ ...shop, environment: "e", dependabot: true }],
        "[0].dependabot",
        /repository or organization/,
    ],
    [
        "a repository beside organization",
        [{ ...organization, ...shop }],
        "[0].repository",
        /beside organization/,
    ],
    [
        "an environment of an organization",
        [{ ...organization, environment: "e" }],
        "[0].environment",
        /belongs to a repository/,
    ],
    [
        "an organization without visibility",
        [{ organization: true }],
        "[0].visibility",
        /is missing; write who may use/,
    ],
    [
        "an unknown visibility",
        [{ organization: true, visibility: "public" }],
        "[0].visibility",
        /is "public"/,
    ],
    [
        "a visibility of a repository",
        [{ ...shop, visibility: "all" }],
        "[0].visibility",
        /secrets of an organization/,
    ],
    [
        "ids of a repository",
        [{ ...shop, selectedRepositoryIds: [1] }],
        "[0].selectedRepositoryIds",
        /organization/,
    ],
    [
        "no ids beside selected",
        [{ organization: true, visibility: "selected" }],
        "[0].selectedRepositoryIds",
        /is empty/,
    ],
    [
        "ids beside all",
        [{ ...organization, selectedRepositoryIds: [1] }],
        "[0].selectedRepositoryIds",
        /has no effect/,
    ],
    [
        "names in place of ids",
        [{ organization: true, visibility: "selected", selectedRepositoryIds: ["shop"] }],
        "[0].selectedRepositoryIds",
        /write numbers/,
    ],
    [
        "a name that begins with a digit",
        [{ ...shop, name: "1KUBECONFIG" }],
        "[0].name",
        /begins with a digit/,
    ],
    ["GitHub's own prefix", [{ ...shop, name: "github_kubeconfig" }], "[0].name", /prefix GITHUB_/],
    ["a name with a dash", [{ ...shop, name: "KUBE-CONFIG" }], "[0].name", /letters, digits and _/],
    ["an empty name", [{ ...shop, name: "" }], "[0].name", /write the name of the secret/],
    ["a number as name", [{ ...shop, name: 1 }], "[0].name", /write the name/],
    ["a wrong name for the token", [{ ...shop, tokenName: "A B" }], "[0].tokenName", /letters, digits and _/],
    [
        "one name for both",
        [{ ...shop, name: "SHOP", tokenName: "shop" }],
        "[0].tokenName",
        /the kubeconfig's own secret/,
    ],
    ["the same secret twice", [shop, shop], "[1]", /as githubSecrets\[0\] is/],
    [
        "the same in another case",
        [shop, { repository: "Shop", name: "Kubeconfig", withoutToken: true }],
        "[1]",
        /as githubSecrets\[0\] is/,
    ],
    [
        "another's token's name",
        [shop, { ...shop, name: "KUBECONFIG_TOKEN", withoutToken: true }],
        "[1]",
        /as githubSecrets\[0\] is/,
    ],
    [
        "an output without a label",
        [{ repository: later }],
        "[0].label",
        /is missing beside an output in repository/,
    ],
    ["an output as name", [{ ...shop, name: later }], "[0].name", /is an output; write it plainly/],
    ["a label with Pulumi's separator", [{ ...shop, label: "a::b" }], "[0].label", /write letters, digits/],
    ["an empty label", [{ ...shop, label: "" }], "[0].label", /write letters, digits/],
    ["a text for true", [{ ...shop, dependabot: "true" }], "[0].dependabot", /write true or false/],
];

const refusedByGitlab: Refused[] = [
    ["an object in place of a list", variable, "", /write a list/],
    ["a text in the list", ["acme/shop"], "[0]", /write an object, like \{ project: "acme\/shop" \}/],
    ["nothing", [{}], "[0]", /has to name one place/],
    ["two places", [{ ...variable, group: "acme" }], "[0]", /has to name one place/],
    ["a project without its group", [{ project: "shop" }], "[0].project", /write the full path/],
    ["a URL as project", [{ project: "https://gitlab.com/acme/shop" }], "[0].project", /write the full path/],
    ["a number as project", [{ project: 5 }], "[0].project", /write a text/],
    ["an empty project", [{ project: "" }], "[0].project", /write a text/],
    ["a group with a space", [{ group: "a b" }], "[0].group", /write the full path/],
    ["a misspelt field", [{ ...variable, scope: "*" }], "[0].scope", /is not known/],
    [
        "a scope for the instance",
        [{ instance: true, environmentScope: "a" }],
        "[0].environmentScope",
        /not to be had/,
    ],
    [
        "a scope with a comma",
        [{ ...variable, environmentScope: "a,b" }],
        "[0].environmentScope",
        /a wildcard like/,
    ],
    ["a key with a dash", [{ ...variable, name: "KUBE-CONFIG" }], "[0].name", /letters, digits and _/],
    ["a long key", [{ ...variable, name: "K".repeat(256) }], "[0].name", /at most 255/],
    [
        "a wrong key for the token",
        [{ ...variable, tokenName: "a.b" }],
        "[0].tokenName",
        /letters, digits and _/,
    ],
    [
        "one key for both",
        [{ ...variable, name: "A", tokenName: "A" }],
        "[0].tokenName",
        /kubeconfig's own variable/,
    ],
    ["an unknown type", [{ ...variable, type: "env" }], "[0].type", /write "file" or "env_var"/],
    [
        "hidden and not masked",
        [{ ...variable, hidden: true, masked: false }],
        "[0].masked",
        /hides masked variables only/,
    ],
    ["hidden for the instance", [{ instance: true, hidden: true }], "[0].hidden", /not to be had/],
    ["a text for true", [{ ...variable, masked: "yes" }], "[0].masked", /write true or false/],
    ["a long description", [{ ...variable, description: "d".repeat(256) }], "[0].description", /at most 255/],
    ["the same variable twice", [variable, variable], "[1]", /as gitlabVariables\[0\] is/],
    [
        "another's token's key",
        [variable, { ...variable, name: "KUBECONFIG_TOKEN", withoutToken: true }],
        "[1]",
        /as gitlabVariables\[0\] is/,
    ],
    [
        "an output without a label",
        [{ project: later }],
        "[0].label",
        /is missing beside an output in project/,
    ],
    ["an output as key", [{ ...variable, name: later }], "[0].name", /is an output; write it plainly/],
    [
        "a label with Pulumi's separator",
        [{ ...variable, label: "a::b" }],
        "[0].label",
        /write letters, digits/,
    ],
];

const accepted: [title: string, list: DestinationList, destinations: unknown][] = [
    ["no GitHub secrets", "githubSecrets", undefined],
    ["an empty list", "githubSecrets", []],
    [
        "every place of GitHub's",
        "githubSecrets",
        [shop, { ...shop, environment: "production" }, { ...shop, dependabot: true }, organization],
    ],
    ["several names in one place", "githubSecrets", [shop, { ...shop, name: "SECOND" }]],
    [
        "an output with a label",
        "githubSecrets",
        [{ repository: later, environment: later, label: "production" }],
    ],
    [
        "a visibility that is known later",
        "githubSecrets",
        [{ organization: true, visibility: later, selectedRepositoryIds: [1] }],
    ],
    ["every place of GitLab's", "gitlabVariables", [variable, { group: "acme" }, { instance: true }]],
    ["ids", "gitlabVariables", [{ project: "42" }, { group: "7" }]],
    [
        "one key for two scopes",
        "gitlabVariables",
        [
            { ...variable, environmentScope: "a" },
            { ...variable, environmentScope: "b/*" },
        ],
    ],
    ["an output with a label", "gitlabVariables", [{ project: later, label: "shop" }]],
];

for (const [list, table] of [
    ["githubSecrets", refusedByGithub],
    ["gitlabVariables", refusedByGitlab],
] as const) {
    describe(`the ${list} argument`, () => {
        for (const [title, destinations, path, telling] of table) {
            it(`refuses ${title}`, () => {
                const problems = checkDestinations(destinations, list);
                assert.equal(problems.length, 1, JSON.stringify(problems));
                assert.equal(problems[0]?.path, `${list}${path}`);
                assert.match(problems[0]?.reason ?? "", telling);
            });
        }

        for (const [title, , destinations] of accepted.filter(([, of]) => of === list)) {
            it(`accepts ${title}`, () => assert.deepEqual(checkDestinations(destinations, list), []));
        }
    });
}

describe("what a forge keeps", () => {
    const names = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ name: `K${index}`, withoutToken: true }));

    for (const [title, list, place, limit] of [
        ["secrets of a repository", "githubSecrets", shop, 100],
        ["secrets of an environment", "githubSecrets", { ...shop, environment: "e" }, 100],
        ["secrets of an organization", "githubSecrets", organization, 1000],
        ["variables of a project", "gitlabVariables", variable, 8000],
    ] as const) {
        it(`is ${limit} ${title}`, () => {
            const destinations = names(limit + 1).map((name) => ({ ...place, ...name }));
            assert.deepEqual(checkDestinations(destinations.slice(0, limit), list), []);
            const [problem, ...others] = checkDestinations(destinations, list);
            assert.equal(problem?.path, `${list}[${limit}]`);
            assert.match(problem?.reason ?? "", new RegExp(`is one more than .* keeps in .*, ${limit};`));
            assert.deepEqual(others, []);
        });
    }

    it("is of a size", () => {
        assert.deepEqual(checkSizes([shop], "githubSecrets", 48 * 1024), []);
        assert.match(
            checkSizes([shop], "githubSecrets", 48 * 1024 + 1)[0]?.reason ?? "",
            /GitHub takes 49152/,
        );
        assert.match(
            checkSizes([variable], "gitlabVariables", 10_001)[0]?.reason ?? "",
            /GitLab takes 10000/,
        );
    });
});

describe("a scope that takes a paid tier of GitLab's", () => {
    it("is warned of, for nobody can tell the tier beforehand", () => {
        const scoped = { environmentScope: "production" };
        const warnings = destinationWarnings([
            { ...variable, ...scoped },
            { group: "acme" },
            { group: "acme", ...scoped },
        ]);
        assert.equal(warnings.length, 1);
        assert.match(
            warnings[0] ?? "",
            /^gitlabVariables\[2\]\.environmentScope is for a group, which takes GitLab's Premium/,
        );
    });
});

describe("destinations that are outputs", () => {
    it("are checked once they are known", () => {
        const [problem] = checkKnownDestinations(
            [{ repository: "acme/shop", label: "shop" }],
            "githubSecrets",
        );
        assert.equal(problem?.path, "githubSecrets[0].repository");
    });
});
