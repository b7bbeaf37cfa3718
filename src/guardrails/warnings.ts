import type { Guardrail } from "./guardrail";

const goodPractices = "RBAC Good Practices";
const write = ["create", "update", "patch"];
const severity = "warn";

/** What is risky, and still what ordinary pipelines need. */
export const warnings: readonly Guardrail[] = [
    {
        id: "CA-2001",
        severity,
        title: "reading Secrets",
        reason: "among them are the tokens of other ServiceAccounts of the namespace, and list shows their values too",
        remedy: "name the Secrets in resourceNames, or keep what the pipeline must not read in another namespace",
        sources: [goodPractices, "CIS 5.1.2", "C-0015", "C-0186", "KSV-0041", "KSV-0113", "CKV2_K8S_5"],
        grants: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }],
    },
    {
        id: "CA-2002",
        severity,
        title: "writing Secrets",
        reason: "who creates a Secret of the token type gets a token of any ServiceAccount of the namespace",
        remedy: "let an operator (External Secrets, Sealed Secrets) or whoever runs pulumi up create them",
        sources: [goodPractices, "KSV-0113"],
        grants: [{ apiGroups: [""], resources: ["secrets"], verbs: write }],
    },
    {
        id: "CA-2003",
        severity,
        title: "running commands in Pods",
        reason: "it acts with the ServiceAccount, the Secrets and the network of whatever Pod it enters",
        remedy: "let a Job run what the pipeline has to run",
        // By way of a WebSocket it is the verb get that is asked for.
        sources: [goodPractices, "C-0002", "KSV-0053", "KSV-0054", "CKV2_K8S_2"],
        grants: [
            { apiGroups: [""], resources: ["pods/exec", "pods/attach"], verbs: ["get", "create"] },
            { apiGroups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
        ],
    },
    {
        id: "CA-2004",
        severity,
        title: "reaching into the Pod network",
        reason: "it passes by NetworkPolicies and Ingresses, to ports that were never meant for outside",
        remedy: "check a deployment by its rollout status, or from a Job",
        sources: ["C-0063"],
        grants: [
            { apiGroups: [""], resources: ["pods/portforward"], verbs: ["get", "create"] },
            {
                apiGroups: [""],
                resources: ["pods/proxy", "services/proxy"],
                verbs: ["get", "create", "update", "patch", "delete"],
            },
        ],
    },
    {
        id: "CA-2005",
        severity,
        title: "creating workloads",
        reason: "a Pod can run as any ServiceAccount of the namespace, and mount any of its Secrets",
        remedy: "keep ServiceAccounts that may do more than the pipeline in another namespace",
        sources: [goodPractices, "CIS 5.1.4", "C-0188", "KSV-0048"],
        grants: [
            {
                apiGroups: [""],
                resources: ["pods", "podtemplates", "replicationcontrollers"],
                verbs: write,
            },
            {
                apiGroups: ["apps", "extensions"],
                resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
                verbs: write,
            },
            { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: write },
        ],
    },
    {
        id: "CA-2006",
        severity,
        title: "writing the status of Pods and Services",
        reason: "traffic goes where the status says, which is the controllers' to write",
        remedy: "leave the status to its controller",
        sources: ["CKV2_K8S_4"],
        grants: [
            {
                apiGroups: [""],
                resources: ["pods/status", "services/status"],
                verbs: ["update", "patch"],
            },
        ],
    },
    {
        id: "CA-2007",
        severity,
        title: "writing ServiceAccounts",
        reason: "clouds give a ServiceAccount what its annotations name, and deleting one revokes its tokens",
        remedy: "let whoever runs pulumi up create ServiceAccounts",
        sources: [goodPractices],
        grants: [
            {
                apiGroups: [""],
                resources: ["serviceaccounts"],
                verbs: [...write, "delete", "deletecollection"],
            },
        ],
    },
    {
        id: "CA-2008",
        severity,
        title: "writing Endpoints and EndpointSlices",
        reason: "they send a Service's traffic to any address, past NetworkPolicies (CVE-2021-25740)",
        remedy: "let the Service's selector make them",
        sources: ["KSV-0056", "CVE-2021-25740"],
        grants: [
            { apiGroups: [""], resources: ["endpoints"], verbs: write },
            { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: write },
        ],
    },
    {
        id: "CA-2009",
        severity,
        title: "changing the namespace's limits",
        reason: "they protect the rest of the cluster from this namespace",
        remedy: "let whoever runs pulumi up manage ResourceQuotas and LimitRanges",
        sources: [goodPractices],
        grants: [
            {
                apiGroups: [""],
                resources: ["limitranges", "resourcequotas"],
                verbs: [...write, "delete", "deletecollection"],
            },
        ],
    },
];
