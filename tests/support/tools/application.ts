/** An application that has an object of each kind that the presets are about. */
const labels = { app: "shop" };
const selector = { matchLabels: labels };
const template = (restartPolicy?: string) => ({
    metadata: { labels },
    spec: { restartPolicy, containers: [{ name: "shop", image: "example.com/shop:1" }] },
});
/** What a changed Pod template of these is: a rollout. */
const rollouts = ["daemonsets", "deployments", "statefulsets"];

/** By resource, as a rule names it. */
const objects: Record<string, { apiVersion: string; kind: string; [field: string]: unknown }> = {
    configmaps: { apiVersion: "v1", kind: "ConfigMap", data: { colour: "blue" } },
    cronjobs: {
        apiVersion: "batch/v1",
        kind: "CronJob",
        spec: { schedule: "@daily", suspend: true, jobTemplate: { spec: { template: template("Never") } } },
    },
    daemonsets: { apiVersion: "apps/v1", kind: "DaemonSet", spec: { selector, template: template() } },
    deployments: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        spec: { replicas: 1, selector, template: template() },
    },
    horizontalpodautoscalers: {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        spec: {
            minReplicas: 1,
            maxReplicas: 2,
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "shop" },
        },
    },
    ingresses: {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        spec: { defaultBackend: { service: { name: "shop", port: { number: 80 } } } },
    },
    jobs: { apiVersion: "batch/v1", kind: "Job", spec: { suspend: true, template: template("Never") } },
    networkpolicies: {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        spec: { podSelector: selector },
    },
    persistentvolumeclaims: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } },
    },
    poddisruptionbudgets: {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        spec: { selector, maxUnavailable: 1 },
    },
    secrets: { apiVersion: "v1", kind: "Secret", stringData: { colour: "blue" } },
    services: { apiVersion: "v1", kind: "Service", spec: { selector: labels, ports: [{ port: 80 }] } },
    statefulsets: {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        spec: { serviceName: "shop", selector, template: template() },
    },
    // Not deployed by anybody, and read by people.
    events: { apiVersion: "v1", kind: "Event", reason: "Tested" },
    endpointslices: {
        apiVersion: "discovery.k8s.io/v1",
        kind: "EndpointSlice",
        addressType: "IPv4",
        endpoints: [],
    },
    pods: { apiVersion: "v1", kind: "Pod", spec: template().spec },
    replicasets: {
        apiVersion: "apps/v1",
        kind: "ReplicaSet",
        spec: { replicas: 0, selector, template: template() },
    },
};

/** What an object of a kind has besides its metadata; nothing where that is enough, or the kind is not known. */
export function bodyOf(kind: string): object {
    const {
        apiVersion,
        kind: _,
        ...body
    } = Object.values(objects).find((object) => object.kind === kind) ?? {
        apiVersion: "",
        kind: "",
    };
    return body;
}

/** The manifest of these kinds, of which versions differ by annotations, of Pods too. */
export function application(
    resources: readonly string[],
    { version = "1", name = "shop", namespace = "" } = {},
): string {
    return resources
        .map((resource) => {
            const object = objects[resource];
            if (object === undefined) throw new Error(`the application has no ${resource}`);
            const metadata = { name, labels, annotations: { version } };
            // An Event is about an object of its namespace.
            const about = resource === "events" && { involvedObject: { namespace } };
            const spec = rollouts.includes(resource) && {
                spec: { ...(object.spec as object), template: inVersion(version) },
            };
            return JSON.stringify({ ...object, ...about, ...spec, metadata });
        })
        .join("\n---\n");
}

function inVersion(version: string): object {
    return { ...template(), metadata: { labels, annotations: { version } } };
}

/** As `kubectl apply --prune-allowlist` takes a kind: group, version, kind. */
export function allowlisted(resource: string): string {
    const { apiVersion = "", kind = "" } = objects[resource] ?? {};
    return `${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}/${kind}`;
}

/** Where the API server has the objects of a kind in a namespace. */
export function pathOf(resource: string, namespace: string): string {
    const { apiVersion = "" } = objects[resource] ?? {};
    return `/${apiVersion.includes("/") ? "apis" : "api"}/${apiVersion}/namespaces/${namespace}/${resource}`;
}
