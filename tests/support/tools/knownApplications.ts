/**
 * The shape of well-known applications: which kinds of objects they have, under which names, and what their Roles grant. Written
 * down from knowledge of their public manifests, without a comparison with these: what a rule depends on is here, and of
 * the rest of each object as little as the API server takes. It is no proof on the manifests themselves.
 */
export interface KnownApplication {
    name: string;
    /** Where the manifests are published that it is after. */
    source: string;
    /** `<apiVersion> <Kind> <name>…`, a line for each kind. */
    objects: string;
    /** `<Role>: <group>/<resource>[,…] <verb>[,…]`, a line for each rule; the core group is `core`. */
    roles?: string;
    /** `<RoleBinding>: Role/<name>`, a line for each. */
    bindings?: string;
    /** `<Kind> <plural> <group>/<version>` of kinds that its CustomResourceDefinitions bring. */
    customKinds?: string;
}

export const knownApplications: readonly KnownApplication[] = [
    {
        name: "guestbook",
        source: "github.com/kubernetes/examples, web/guestbook",
        objects: `
            v1 Service frontend redis-leader redis-follower
            apps/v1 Deployment frontend redis-leader redis-follower`,
    },
    {
        name: "bookinfo",
        source: "github.com/istio/istio, samples/bookinfo/platform/kube/bookinfo.yaml",
        objects: `
            v1 Service details ratings reviews productpage
            v1 ServiceAccount bookinfo-details bookinfo-ratings bookinfo-reviews bookinfo-productpage
            apps/v1 Deployment details-v1 ratings-v1 reviews-v1 reviews-v2 reviews-v3 productpage-v1`,
    },
    {
        name: "online-boutique",
        source: "github.com/GoogleCloudPlatform/microservices-demo, release/kubernetes-manifests.yaml",
        objects: `
            apps/v1 Deployment adservice cartservice checkoutservice currencyservice emailservice frontend loadgenerator paymentservice productcatalogservice recommendationservice redis-cart shippingservice
            v1 Service adservice cartservice checkoutservice currencyservice emailservice frontend frontend-external paymentservice productcatalogservice recommendationservice redis-cart shippingservice
            v1 ServiceAccount adservice cartservice checkoutservice currencyservice emailservice frontend loadgenerator paymentservice productcatalogservice recommendationservice shippingservice`,
    },
    {
        name: "voting-app",
        source: "github.com/dockersamples/example-voting-app, k8s-specifications",
        objects: `
            apps/v1 Deployment db redis result vote worker
            v1 Service db redis result vote`,
    },
    {
        name: "wordpress",
        source: "github.com/kubernetes/examples, web/mysql-wordpress-pd",
        objects: `
            v1 Service wordpress wordpress-mysql
            v1 PersistentVolumeClaim wp-pv-claim mysql-pv-claim
            apps/v1 Deployment wordpress wordpress-mysql
            v1 Secret mysql-pass`,
    },
    {
        name: "cassandra",
        source: "github.com/kubernetes/examples, databases/cassandra",
        objects: `
            v1 Service cassandra
            apps/v1 StatefulSet cassandra
            storage.k8s.io/v1 StorageClass fast`,
    },
    {
        name: "zookeeper",
        source: "github.com/kubernetes/website, content/en/examples/application/zookeeper/zookeeper.yaml",
        objects: `
            v1 Service zk-hs zk-cs
            policy/v1 PodDisruptionBudget zk-pdb
            apps/v1 StatefulSet zk`,
    },
    {
        name: "keycloak",
        source: "github.com/keycloak/keycloak-quickstarts, kubernetes",
        objects: `
            v1 Service keycloak keycloak-discovery postgres
            apps/v1 StatefulSet keycloak
            apps/v1 Deployment postgres
            networking.k8s.io/v1 Ingress keycloak`,
    },
    {
        name: "php-apache",
        source: "github.com/kubernetes/website, content/en/examples/application/php-apache.yaml and hpa",
        objects: `
            apps/v1 Deployment php-apache
            v1 Service php-apache
            autoscaling/v2 HorizontalPodAutoscaler php-apache`,
    },
    {
        name: "metrics-server",
        source: "github.com/kubernetes-sigs/metrics-server, components.yaml",
        objects: `
            v1 ServiceAccount metrics-server
            v1 Service metrics-server
            apps/v1 Deployment metrics-server
            rbac.authorization.k8s.io/v1 ClusterRole system:aggregated-metrics-reader system:metrics-server
            rbac.authorization.k8s.io/v1 ClusterRoleBinding metrics-server:system:auth-delegator system:metrics-server
            apiregistration.k8s.io/v1 APIService v1beta1.metrics.k8s.io`,
        bindings: "metrics-server-auth-reader: Role/extension-apiserver-authentication-reader",
    },
    {
        name: "kubernetes-dashboard",
        source: "github.com/kubernetes/dashboard 2.7, aio/deploy/recommended.yaml",
        objects: `
            v1 Namespace kubernetes-dashboard
            v1 ServiceAccount kubernetes-dashboard
            v1 Service kubernetes-dashboard dashboard-metrics-scraper
            v1 Secret kubernetes-dashboard-certs kubernetes-dashboard-csrf kubernetes-dashboard-key-holder
            v1 ConfigMap kubernetes-dashboard-settings
            rbac.authorization.k8s.io/v1 ClusterRole kubernetes-dashboard
            rbac.authorization.k8s.io/v1 ClusterRoleBinding kubernetes-dashboard
            apps/v1 Deployment kubernetes-dashboard dashboard-metrics-scraper`,
        roles: `
            kubernetes-dashboard: core/secrets get,update,delete
            kubernetes-dashboard: core/configmaps get,update
            kubernetes-dashboard: core/services proxy
            kubernetes-dashboard: core/services/proxy get`,
        bindings: "kubernetes-dashboard: Role/kubernetes-dashboard",
    },
    {
        name: "ingress-nginx",
        source: "github.com/kubernetes/ingress-nginx, deploy/static/provider/cloud/deploy.yaml",
        objects: `
            v1 Namespace ingress-nginx
            v1 ServiceAccount ingress-nginx ingress-nginx-admission
            rbac.authorization.k8s.io/v1 ClusterRole ingress-nginx ingress-nginx-admission
            rbac.authorization.k8s.io/v1 ClusterRoleBinding ingress-nginx ingress-nginx-admission
            v1 ConfigMap ingress-nginx-controller
            v1 Service ingress-nginx-controller ingress-nginx-controller-admission
            apps/v1 Deployment ingress-nginx-controller
            batch/v1 Job ingress-nginx-admission-create ingress-nginx-admission-patch
            networking.k8s.io/v1 IngressClass nginx
            admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration ingress-nginx-admission`,
        roles: `
            ingress-nginx: core/namespaces get
            ingress-nginx: core/configmaps,core/pods,core/secrets,core/endpoints get,list,watch
            ingress-nginx: core/services get,list,watch
            ingress-nginx: networking.k8s.io/ingresses get,list,watch
            ingress-nginx: coordination.k8s.io/leases create
            ingress-nginx: core/events create,patch
            ingress-nginx-admission: core/secrets get,create`,
        bindings: `
            ingress-nginx: Role/ingress-nginx
            ingress-nginx-admission: Role/ingress-nginx-admission`,
    },
    {
        name: "prometheus",
        source: "github.com/prometheus-operator/prometheus-operator, example/rbac and user guide",
        objects: `
            v1 ServiceAccount prometheus
            rbac.authorization.k8s.io/v1 ClusterRole prometheus
            rbac.authorization.k8s.io/v1 ClusterRoleBinding prometheus
            v1 Service prometheus
            monitoring.coreos.com/v1 Prometheus prometheus
            monitoring.coreos.com/v1 ServiceMonitor example-app
            monitoring.coreos.com/v1 PrometheusRule prometheus-example-rules`,
        customKinds: `
            Prometheus prometheuses monitoring.coreos.com/v1
            ServiceMonitor servicemonitors monitoring.coreos.com/v1
            PrometheusRule prometheusrules monitoring.coreos.com/v1`,
    },
    {
        name: "cert-manager-certificate",
        source: "cert-manager.io, tutorial: securing NGINX-ingress",
        objects: `
            cert-manager.io/v1 Issuer letsencrypt-staging
            cert-manager.io/v1 Certificate quickstart-example-tls
            networking.k8s.io/v1 Ingress kuard
            v1 Service kuard
            apps/v1 Deployment kuard`,
        customKinds: `
            Issuer issuers cert-manager.io/v1
            Certificate certificates cert-manager.io/v1`,
    },
];
