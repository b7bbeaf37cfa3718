import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { derive } from "../../../src/manifests/derive";
import { checkRole, resolveRole } from "../../../src/role/resolveRole";
import { equal } from "../../../src/rules/algebra";
import type { PolicyRule } from "../../../src/rules/policyRule";
import type { ToolName } from "../../../src/rules/tools";
import { Findings } from "../../../src/validation/findings";
import { ownTemporaryDirectory, removeTemporaryDirectory } from "../../support/ownership";

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
`;
const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: shop }\n";
const monitor = "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: shop }\n";
const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: servicemonitors.monitoring.coreos.com }
spec:
  group: monitoring.coreos.com
  scope: Namespaced
  names: { kind: ServiceMonitor, plural: servicemonitors }
`;

const rule = (apiGroup: string, resource: string, verb: string, ...resourceNames: string[]): PolicyRule => ({
    apiGroups: [apiGroup],
    resources: resource.split(" "),
    verbs: verb.split(" "),
    ...(resourceNames.length > 0 && { resourceNames }),
});

function derived(text: string | string[], { tool = "kubectl-apply" as ToolName, namespace = "shop" } = {}) {
    const findings = new Findings();
    const manifests = Array.isArray(text) ? text : [text];
    const result = derive({ manifests, tool, kinds: [], namespace }, "role.manifests", findings);
    return { ...result, problems: findings.problems.map(({ path, reason }) => `${path} ${reason}`) };
}

describe("rules from manifests", () => {
    let directory: string;
    before(() => {
        directory = ownTemporaryDirectory("manifests");
    });
    after(() => removeTemporaryDirectory(directory));

    const cases: [title: string, text: string, tool: ToolName, rules: PolicyRule[]][] = [
        [
            "a Deployment, for kubectl apply",
            deployment,
            "kubectl-apply",
            [
                rule("apps", "deployments", "create"),
                rule("apps", "deployments", "get list watch patch", "shop"),
            ],
        ],
        [
            "a ConfigMap, for kubectl apply --prune: what is pruned has any name",
            configMap,
            "kubectl-apply-prune",
            [rule("", "configmaps", "list create delete"), rule("", "configmaps", "get patch", "settings")],
        ],
        [
            "a Deployment, for Helm: its releases are Secrets",
            deployment,
            "helm",
            [
                rule("", "secrets", "get list create update delete"),
                rule("apps", "deployments", "get create delete"),
                rule("apps", "deployments", "patch", "shop"),
                rule("apps", "replicasets", "list"),
            ],
        ],
        [
            "a List, and JSON",
            JSON.stringify({
                apiVersion: "v1",
                kind: "List",
                items: ["a", "b"].map((name) => ({ apiVersion: "v1", kind: "Service", metadata: { name } })),
            }),
            "kubectl-apply",
            [rule("", "services", "create"), rule("", "services", "get patch", "a", "b")],
        ],
        [
            "an object whose name the API server makes up, which is only created",
            "apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: migrate- }\n",
            "kubectl-apply",
            [rule("batch", "jobs", "create")],
        ],
        [
            "a kind that the manifests define themselves",
            `${definition}---\n${monitor}`,
            "kubectl-apply",
            [
                rule("monitoring.coreos.com", "servicemonitors", "create"),
                rule("monitoring.coreos.com", "servicemonitors", "get patch", "shop"),
            ],
        ],
        [
            "a Role, whose grants the pipeline has to hold, and RoleBindings, whose roles it has to",
            [
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: r }\nrules:\n" +
                    "- { apiGroups: [''], resources: [pods], verbs: [list] }",
                ...[
                    ["own", "{ kind: Role, name: r }"],
                    ["other", "{ kind: Role, name: elsewhere }"],
                    ["wide", "{ kind: ClusterRole, name: view }"],
                ].map(
                    ([name, role]) =>
                        `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: ${name} }\nroleRef: ${role}`,
                ),
            ].join("\n---\n"),
            "kubectl-apply",
            [
                rule("", "pods", "list"),
                rule("rbac.authorization.k8s.io", "roles rolebindings", "create"),
                rule("rbac.authorization.k8s.io", "roles", "get patch", "r"),
                rule("rbac.authorization.k8s.io", "rolebindings", "get patch", "own", "other", "wide"),
                rule("rbac.authorization.k8s.io", "roles", "bind", "elsewhere"),
                rule("rbac.authorization.k8s.io", "clusterroles", "bind", "view"),
            ],
        ],
        ["nothing at all", "# nothing\n---\n", "kubectl-apply", []],
    ];
    for (const [title, text, tool, rules] of cases) {
        it(`are the least for ${title}`, () => {
            const { rules: found, problems } = derived(text, { tool });
            assert.deepEqual(problems, []);
            assert.ok(equal(found, rules), JSON.stringify(found));
        });
    }

    it("leave out and name what belongs to the whole cluster, and to other namespaces", () => {
        const namespaced = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n";
        const elsewhere = configMap.replace("namespace: shop", "namespace: other");
        const { rules, clusterScoped, elsewhere: left } = derived([namespaced, elsewhere, configMap]);
        assert.deepEqual(clusterScoped, ['Namespace "shop"']);
        assert.deepEqual(left, ['ConfigMap "settings" of other']);
        assert.ok(
            equal(rules, [rule("", "configmaps", "create"), rule("", "configmaps", "get patch", "settings")]),
        );
    });

    it("are read from files and directories", () => {
        writeFileSync(join(directory, "a.yaml"), deployment);
        writeFileSync(
            join(directory, "b.json"),
            JSON.stringify({ apiVersion: "v1", kind: "Service", metadata: { name: "shop" } }),
        );
        writeFileSync(join(directory, "README.md"), "not a manifest: at all");
        mkdirSync(join(directory, "empty"));
        assert.deepEqual(
            derived(directory).rules,
            derived([join(directory, "a.yaml"), join(directory, "b.json")]).rules,
        );
        const { problems } = derived([join(directory, "empty"), join(directory, "nowhere")]);
        assert.match(
            problems[0] ?? "",
            /^role\.manifests\[0\] is the directory ".*empty", in which there is no manifest/,
        );
        assert.match(
            problems[1] ?? "",
            /^role\.manifests\[1\] is ".*nowhere", which cannot be read \(ENOENT\); write a path/,
        );
    });

    it("are those of a kustomization, as kubectl renders it, or say what is missing for that", () => {
        const [kustomized, bin] = [join(directory, "kustomized"), join(directory, "bin")];
        mkdirSync(kustomized);
        mkdirSync(bin);
        writeFileSync(join(kustomized, "kustomization.yaml"), "resources: []\n");
        const path = process.env.PATH;
        try {
            process.env.PATH = bin;
            assert.match(
                derived(kustomized).problems.join(),
                /could not be rendered \(there is no kubectl on the PATH\); install kubectl, or give the output of kubectl kustomize/,
            );
            // The integration tests do it with the real one.
            const rendering = `#!/bin/sh\n[ "$1 $2" = "kustomize ${kustomized}" ] && printf '%s' '${configMap}'\n`;
            writeFileSync(join(bin, "kubectl"), rendering, { mode: 0o755 });
            assert.deepEqual(derived(kustomized).rules, derived(configMap).rules);
            writeFileSync(join(bin, "kubectl"), "#!/bin/sh\necho wrong >&2\nexit 1\n");
            assert.match(derived(kustomized).problems.join(), /could not be rendered \(wrong\)/);
        } finally {
            process.env.PATH = path;
        }
    });

    const wrong: [title: string, role: object, path: string, telling: RegExp][] = [
        [
            "text that is no list",
            { manifests: configMap },
            "role.manifests",
            /write a list of manifests' texts/,
        ],
        ["an empty text", { manifests: [" "] }, "role.manifests[0]", /write a list/],
        ["text that is no YAML", { manifests: ["a: [\n"] }, "role.manifests[0]", /is not YAML/],
        [
            "text that is no manifest",
            { manifests: ["a: b\n"] },
            "role.manifests[0]",
            /has no apiVersion and kind/,
        ],
        [
            "a kind that is not known",
            { manifests: [monitor] },
            "role.manifests[0]",
            /has the ServiceMonitor "shop" of monitoring\.coreos\.com\/v1.*add its CustomResourceDefinition.*\{ kind: "ServiceMonitor", apiGroup: "monitoring\.coreos\.com", resource: "…" \} to role\.kinds/,
        ],
        [
            "an unknown tool",
            { manifests: [configMap], tool: "argo" },
            "role.tool",
            /write one of "kubectl-apply"/,
        ],
        [
            "a tool without manifests",
            { preset: "helm", tool: "helm" },
            "role.tool",
            /is about role\.manifests/,
        ],
        [
            "kinds that are none",
            { manifests: [configMap], kinds: [{ kind: "A" }] },
            "role.kinds[0]",
            /apiGroup, resource/,
        ],
        [
            "a Role among them, without a waiver",
            { manifests: ["apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: r }\n"] },
            "role.manifests",
            /grants writing Roles .* or waive CA-1103/,
        ],
        ["nothing but what no Role can grant", { manifests: [definition] }, "role", /grants nothing/],
    ];
    for (const [title, role, path, telling] of wrong) {
        it(`refuse ${title}`, () => {
            const problems = checkRole(role);
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", telling);
        });
    }

    it("take declared kinds, and come together with presets and rules", () => {
        const kinds = [
            { kind: "ServiceMonitor", apiGroup: "monitoring.coreos.com", resource: "servicemonitors" },
        ];
        const findings = new Findings();
        const extra = rule("", "pods", "list");
        const granted = resolveRole(
            { manifests: [monitor, definition], kinds, rules: [extra] },
            "shop",
            findings,
        );
        assert.deepEqual(findings.problems, []);
        assert.match(
            findings.warnings.join(),
            /belongs to the whole cluster.*CustomResourceDefinition "servicemonitors/,
        );
        assert.ok(
            equal(granted?.rules ?? [], [
                extra,
                rule("monitoring.coreos.com", "servicemonitors", "create"),
                rule("monitoring.coreos.com", "servicemonitors", "get patch", "shop"),
            ]),
        );
    });
});
