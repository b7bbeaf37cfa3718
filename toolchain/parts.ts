import type { Download, Part } from "./part";

const PULUMI = "3.246.0";
const PULUMI_KUBERNETES = "4.25.0";
const PULUMI_GITHUB = "6.12.2";
const PULUMI_GITLAB = "10.1.0";
const KUBERNETES = "1.35.4";
const OLDER_KUBECTL = "1.33.3";
const ETCD = "3.6.8";
const HELM = "3.19.5";

const pulumiArchive: Omit<Download, "member"> = {
    archive: "pulumi",
    url: `https://github.com/pulumi/pulumi/releases/download/v${PULUMI}/pulumi-v${PULUMI}-{os}-{arch}.tar.gz`,
    checksums: {
        url: `https://github.com/pulumi/pulumi/releases/download/v${PULUMI}/pulumi-${PULUMI}-checksums.txt`,
        format: "lines",
    },
    systems: ["linux", "darwin"],
    names: { amd64: "x64" },
};

const kubernetesVariables = (version: string) => ({
    "k8s.io/component-base/version.gitVersion": `v${version}`,
    "k8s.io/component-base/version.gitMajor": version.split(".")[0] ?? "",
    "k8s.io/component-base/version.gitMinor": version.split(".")[1] ?? "",
});

const kubernetesFile = (
    name: string,
    executable: string,
    version: string,
    systems: Download["systems"],
): Download => ({
    archive: name,
    url: `https://dl.k8s.io/release/v${version}/bin/{os}/{arch}/${executable}`,
    checksums: {
        url: `https://dl.k8s.io/release/v${version}/bin/{os}/{arch}/${executable}.sha256`,
        format: "bare",
    },
    systems,
});

const controlPlanePart = (name: string, minutes: number): Part => ({
    name,
    version: KUBERNETES,
    installed: {
        directoryVariable: "KUBEBUILDER_ASSETS",
        versionArguments: ["--version"],
        // The API server and its controllers have to be of one minor version, wherever each comes from.
        accepts: "1.35.x",
    },
    download: kubernetesFile(name, name, KUBERNETES, ["linux"]),
    build: {
        module: "kubernetes",
        package: `k8s.io/kubernetes/cmd/${name}`,
        variables: kubernetesVariables(KUBERNETES),
        minutes,
    },
});

export const PARTS: Part[] = [
    {
        name: "pulumi",
        version: PULUMI,
        installed: { versionArguments: ["version"], accepts: "^3.215.0" },
        download: { ...pulumiArchive, member: "pulumi/pulumi" },
        build: {
            module: "pulumi",
            package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
            variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${PULUMI}` },
            minutes: 4,
        },
    },
    {
        name: "pulumi-language-nodejs",
        version: PULUMI,
        // It has no way to print its version, and comes with the engine; far older ones serve this engine, too.
        installed: {},
        download: { ...pulumiArchive, member: "pulumi/pulumi-language-nodejs" },
        build: {
            module: "language-nodejs",
            package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
            // The last one in a module that can be had by itself.
            version: "3.67.1",
            variables: {},
            minutes: 0.5,
        },
    },
    {
        name: "pulumi-resource-kubernetes",
        version: PULUMI_KUBERNETES,
        plugin: "kubernetes",
        download: {
            archive: "pulumi-resource-kubernetes",
            url: `https://github.com/pulumi/pulumi-kubernetes/releases/download/v${PULUMI_KUBERNETES}/pulumi-resource-kubernetes-v${PULUMI_KUBERNETES}-{os}-{arch}.tar.gz`,
            checksums: {
                url: `https://github.com/pulumi/pulumi-kubernetes/releases/download/v${PULUMI_KUBERNETES}/pulumi-kubernetes_${PULUMI_KUBERNETES}_checksums.txt`,
                format: "lines",
            },
            member: "pulumi-resource-kubernetes",
            systems: ["linux", "darwin"],
        },
        build: {
            module: "resource-kubernetes",
            package: ".",
            variables: { "main.version": PULUMI_KUBERNETES },
            minutes: 9,
        },
    },
    {
        name: "pulumi-resource-github",
        version: PULUMI_GITHUB,
        plugin: "github",
        download: {
            archive: "pulumi-resource-github",
            url: `https://github.com/pulumi/pulumi-github/releases/download/v${PULUMI_GITHUB}/pulumi-resource-github-v${PULUMI_GITHUB}-{os}-{arch}.tar.gz`,
            checksums: {
                // The checksums.txt of bridged providers is SHA-1.
                url: `https://api.github.com/repos/pulumi/pulumi-github/releases/tags/v${PULUMI_GITHUB}`,
                format: "github-release",
            },
            member: "pulumi-resource-github",
            systems: ["linux", "darwin"],
        },
        build: {
            module: "resource-github",
            package: ".",
            // Of the upstream provider that it bridges; in all that is used here it does as this release does.
            version: "6.11.1",
            variables: { "main.version": PULUMI_GITHUB },
            minutes: 2,
        },
    },
    {
        name: "pulumi-resource-gitlab",
        version: PULUMI_GITLAB,
        plugin: "gitlab",
        download: {
            archive: "pulumi-resource-gitlab",
            url: `https://github.com/pulumi/pulumi-gitlab/releases/download/v${PULUMI_GITLAB}/pulumi-resource-gitlab-v${PULUMI_GITLAB}-{os}-{arch}.tar.gz`,
            checksums: {
                url: `https://api.github.com/repos/pulumi/pulumi-gitlab/releases/tags/v${PULUMI_GITLAB}`,
                format: "github-release",
            },
            member: "pulumi-resource-gitlab",
            systems: ["linux", "darwin"],
        },
        build: {
            // The official provider's Go module is not published: a stand-in with its tokens and rules, for tests.
            module: "../tests/support/gitlabProvider",
            package: ".",
            variables: { "main.version": PULUMI_GITLAB },
            minutes: 1,
        },
    },
    controlPlanePart("kube-apiserver", 4),
    controlPlanePart("kube-controller-manager", 1),
    {
        name: "kubectl",
        version: KUBERNETES,
        installed: {
            directoryVariable: "KUBEBUILDER_ASSETS",
            versionArguments: ["version", "--client"],
            // kubectl serves API servers one minor version older or newer than itself.
            accepts: "1.34.x - 1.36.x",
        },
        download: kubernetesFile("kubectl", "kubectl", KUBERNETES, ["linux", "darwin"]),
        build: {
            module: "kubernetes",
            package: "k8s.io/kubernetes/cmd/kubectl",
            variables: kubernetesVariables(KUBERNETES),
            minutes: 1,
        },
    },
    {
        name: "etcd",
        version: ETCD,
        installed: {
            directoryVariable: "KUBEBUILDER_ASSETS",
            versionArguments: ["--version"],
            accepts: "^3.5.0",
        },
        download: {
            archive: "etcd",
            url: `https://github.com/etcd-io/etcd/releases/download/v${ETCD}/etcd-v${ETCD}-{os}-{arch}.{extension}`,
            checksums: {
                url: `https://github.com/etcd-io/etcd/releases/download/v${ETCD}/SHA256SUMS`,
                format: "lines",
            },
            member: `etcd-v${ETCD}-{os}-{arch}/etcd`,
            systems: ["linux", "darwin"],
            names: { extension: { linux: "tar.gz", darwin: "zip" } },
        },
        build: { module: "etcd", package: "go.etcd.io/etcd/server/v3", variables: {}, minutes: 0.5 },
    },
    {
        name: "kubectl-previous",
        version: OLDER_KUBECTL,
        executable: "kubectl",
        download: kubernetesFile("kubectl-previous", "kubectl", OLDER_KUBECTL, ["linux", "darwin"]),
        build: {
            module: "kubectl-previous",
            package: ".",
            variables: kubernetesVariables(OLDER_KUBECTL),
            minutes: 1,
        },
    },
    {
        name: "helm",
        version: HELM,
        installed: { versionArguments: ["version", "--short"], accepts: "^3.12.0" },
        download: {
            archive: "helm",
            url: `https://get.helm.sh/helm-v${HELM}-{os}-{arch}.tar.gz`,
            checksums: {
                url: `https://get.helm.sh/helm-v${HELM}-{os}-{arch}.tar.gz.sha256sum`,
                format: "lines",
            },
            member: "{os}-{arch}/helm",
            systems: ["linux", "darwin"],
        },
        build: {
            module: "helm",
            package: "helm.sh/helm/v3/cmd/helm",
            variables: { "helm.sh/helm/v3/internal/version.version": `v${HELM}` },
            minutes: 1,
        },
    },
];
