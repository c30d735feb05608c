using Kubesharp.Api.Rbac;
using static Kubesharp.ApiServer.Bootstrap.RoleWriting;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>The ClusterRoles of users and components; names and rules are Kubernetes 1.36's.</summary>
internal static class DefaultClusterRoles
{
    private const string Certificates = "certificates.k8s.io";
    private const string Storage = "storage.k8s.io";
    private const string Dynamic = "resource.k8s.io";
    private const string Signer = "system:certificates.k8s.io:";

    /// <summary>metrics-server's own role, where its API is served: who may look at Pods sees what they use.</summary>
    public static ClusterRole MetricsReader { get; } =
        ClusterRole("system:aggregated-metrics-reader", Rule(Read, "metrics.k8s.io", "nodes pods"))
            .AggregatedTo("view");

    public static IReadOnlyList<ClusterRole> All { get; } =
    [
        ClusterRole("cluster-admin", Rule("*", "*", "*"), Paths("*", "*")),
        Aggregating("admin"),
        Aggregating("edit").AggregatedTo("admin"),
        Aggregating("view").AggregatedTo("edit"),
        AggregateToAdmin, AggregateToEdit, AggregateToView,
        ClusterRole(
            "system:discovery",
            Paths("get", "/livez /readyz /healthz /version /version/ /openapi /openapi/* /api /api/* /apis /apis/*")),
        ClusterRole("system:public-info-viewer", Paths("get", "/livez /readyz /healthz /version /version/")),
        ClusterRole(
            "system:monitoring",
            Paths("get", "/metrics /metrics/slis /livez /readyz /healthz /livez/* /readyz/* /healthz/*")),
        ClusterRole(
            "system:basic-user",
            Rule("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
            Rule("create", "authentication.k8s.io", "selfsubjectreviews")),
        ClusterRole(
            "system:auth-delegator",
            Rule("create", "authentication.k8s.io", "tokenreviews"),
            Rule("create", "authorization.k8s.io", "subjectaccessreviews")),
        ClusterRole(
            "system:heapster",
            Rule(Read, "core", "events pods nodes namespaces"),
            Rule(Read, "extensions", "deployments")),
        ClusterRole("system:kube-aggregator", Rule(Read, "core", "services endpoints")),
        ControllerManager, Scheduler, Node,
        ClusterRole("system:kube-dns", Rule("list watch", "core", "endpoints services")),
        ClusterRole(
            "system:kubelet-api-admin",
            Rule(Read, "core", "nodes"),
            Rule("proxy", "core", "nodes"),
            Rule("*", "core", "nodes/proxy nodes/metrics nodes/stats nodes/log"),
            Rule("*", "core", "nodes/configz nodes/healthz nodes/pods")),
        ClusterRole("system:node-bootstrapper", Rule("create " + Read, Certificates, "certificatesigningrequests")),
        ClusterRole(
            "system:node-problem-detector",
            Rule("get", "core", "nodes"), Rule("patch", "core", "nodes/status"), Events),
        ClusterRole(
            "system:node-proxier",
            Rule("list watch", "core", "services endpoints"), Rule(Read, "core", "nodes"), Events,
            Rule("list watch", "networking.k8s.io", "servicecidrs"),
            Rule("list watch", "discovery.k8s.io", "endpointslices")),
        ClusterRole(
            "system:persistent-volume-provisioner",
            Rule("create delete " + Read, "core", "persistentvolumes"),
            Rule("update " + Read, "core", "persistentvolumeclaims"),
            Rule(Read, Storage, "storageclasses"),
            Rule("watch", "core", "events"), Events),
        ClusterRole(
            "system:volume-scheduler",
            Rule("patch update " + Read, "core", "persistentvolumes"),
            Rule(Read, Storage, "storageclasses"),
            Rule("patch update " + Read, "core", "persistentvolumeclaims")),
        ClusterRole(
            "system:service-account-issuer-discovery",
            Paths(
                "get",
                "/.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks "
                + "/openid/v1/jwks/")),
        ClusterRole(
            Signer + "certificatesigningrequests:nodeclient",
            Rule("create", Certificates, "certificatesigningrequests/nodeclient")),
        ClusterRole(
            Signer + "certificatesigningrequests:selfnodeclient",
            Rule("create", Certificates, "certificatesigningrequests/selfnodeclient")),
        Approver("kube-apiserver-client-approver", "kubernetes.io/kube-apiserver-client"),
        Approver("kube-apiserver-client-kubelet-approver", "kubernetes.io/kube-apiserver-client-kubelet"),
        Approver("kubelet-serving-approver", "kubernetes.io/kubelet-serving"),
        Approver("legacy-unknown-approver", "kubernetes.io/legacy-unknown"),
    ];

    private static ClusterRole AggregateToAdmin => ClusterRole(
        "system:aggregate-to-admin",
        Rule("create", "authorization.k8s.io", "localsubjectaccessreviews"),
        Rule(ReadWrite, "rbac.authorization.k8s.io", "roles rolebindings")).AggregatedTo("admin");

    private static ClusterRole AggregateToEdit => ClusterRole(
        "system:aggregate-to-edit",
        // Reading what lets one escalate (secrets, exec) is part of edit, not of view.
        Rule(Read, "core", "pods/attach pods/proxy pods/exec pods/portforward secrets services/proxy"),
        Rule("impersonate", "core", "serviceaccounts"),
        Rule(Write, "core", "pods pods/attach pods/proxy pods/exec pods/portforward"),
        Rule("create", "core", "pods/eviction"),
        Rule(
            Write, "core",
            "replicationcontrollers replicationcontrollers/scale serviceaccounts services services/proxy "
            + "persistentvolumeclaims configmaps secrets events"),
        Rule("create", "core", "serviceaccounts/token"),
        Rule(
            Write, "apps",
            "statefulsets statefulsets/scale daemonsets deployments deployments/scale deployments/rollback "
            + "replicasets replicasets/scale"),
        Rule(Write, "autoscaling", "horizontalpodautoscalers"),
        Rule(Write, "batch", "jobs cronjobs"),
        Rule(
            Write, "extensions",
            "daemonsets deployments deployments/scale deployments/rollback ingresses replicasets replicasets/scale "
            + "replicationcontrollers/scale networkpolicies"),
        Rule(Write, "policy", "poddisruptionbudgets"),
        Rule(Write, "networking.k8s.io", "networkpolicies ingresses"),
        Rule(ReadWrite, "coordination.k8s.io", "leases"),
        Rule(Write, Dynamic, "resourceclaims resourceclaimtemplates")).AggregatedTo("edit");

    private static ClusterRole AggregateToView => ClusterRole(
        "system:aggregate-to-view",
        Rule(
            Read, "core",
            "pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status "
            + "endpoints persistentvolumeclaims persistentvolumeclaims/status configmaps"),
        Rule(
            Read, "core",
            "limitranges resourcequotas bindings events pods/status resourcequotas/status namespaces/status "
            + "replicationcontrollers/status pods/log"),
        Rule(Read, "core", "namespaces"),
        Rule(Read, "discovery.k8s.io", "endpointslices"),
        Rule(
            Read, "apps",
            "controllerrevisions statefulsets statefulsets/status statefulsets/scale daemonsets daemonsets/status "
            + "deployments deployments/status deployments/scale replicasets replicasets/status replicasets/scale"),
        Rule(Read, "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status"),
        Rule(Read, "batch", "jobs cronjobs cronjobs/status jobs/status"),
        Rule(
            Read, "extensions",
            "daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status "
            + "replicasets replicasets/scale replicasets/status replicationcontrollers/scale networkpolicies"),
        Rule(Read, "policy", "poddisruptionbudgets poddisruptionbudgets/status"),
        Rule(Read, "networking.k8s.io", "networkpolicies ingresses ingresses/status"),
        Rule(Read, Dynamic, "resourceclaims resourceclaims/status resourceclaimtemplates")).AggregatedTo("view");

    private static ClusterRole ControllerManager => ClusterRole(
        "system:kube-controller-manager",
        Events,
        Rule("create", "coordination.k8s.io", "leases"),
        Rule("get update", "coordination.k8s.io", "leases", "kube-controller-manager"),
        Rule("create", "core", "secrets serviceaccounts"),
        Rule("delete", "core", "secrets"),
        Rule("get", "core", "namespaces secrets serviceaccounts configmaps"),
        Rule("update", "core", "secrets serviceaccounts"),
        Rule("create", "authentication.k8s.io", "tokenreviews"),
        Rule("create", "authorization.k8s.io", "subjectaccessreviews"),
        Rule("list watch", "*", "*"),
        Rule("create", "core", "serviceaccounts/token"));

    private static ClusterRole Scheduler => ClusterRole(
        "system:kube-scheduler",
        Events,
        Rule("create", "coordination.k8s.io", "leases"),
        Rule("get update", "coordination.k8s.io", "leases", "kube-scheduler"),
        Rule(Read, "core", "nodes"),
        Rule("delete " + Read, "core", "pods"),
        Rule("create", "core", "pods/binding bindings"),
        Rule("patch update", "core", "pods/status"),
        Rule(Read, "core", "services replicationcontrollers"),
        Rule(Read, "apps extensions", "replicasets"),
        Rule(Read, "apps", "statefulsets"),
        Rule(Read, "policy", "poddisruptionbudgets"),
        Rule(Read, "core", "persistentvolumeclaims persistentvolumes"),
        Rule("create", "authentication.k8s.io", "tokenreviews"),
        Rule("create", "authorization.k8s.io", "subjectaccessreviews"),
        Rule(Read, Storage, "csinodes"),
        Rule(Read, Storage, "volumeattachments"),
        Rule(Read, "core", "namespaces"),
        Rule(Read, Storage, "csidrivers"),
        Rule(Read, Storage, "csistoragecapacities"),
        Rule(Read, Dynamic, "deviceclasses"),
        Rule("patch update " + Read, Dynamic, "resourceclaims"),
        Rule("patch update " + Read, Dynamic, "resourceclaims/status"),
        Rule("patch update " + Read, "core", "pods/finalizers"),
        Rule(Read, Dynamic, "resourceslices"));

    // Bound to nobody: what a node may do is the node authorizer's to say. Kept for those who bind it themselves.
    private static ClusterRole Node => ClusterRole(
        "system:node",
        Rule("create", "authentication.k8s.io", "tokenreviews"),
        Rule("create", "authorization.k8s.io", "subjectaccessreviews localsubjectaccessreviews"),
        Rule(Read, "core", "services"),
        Rule("create " + Read, "core", "nodes"),
        Rule("patch update", "core", "nodes/status"),
        Rule("patch update", "core", "nodes"),
        Rule("create patch update", "core", "events"),
        Rule(Read, "core", "pods"),
        Rule("create delete", "core", "pods"),
        Rule("patch update", "core", "pods/status"),
        Rule("create", "core", "pods/eviction"),
        Rule(Read, "core", "secrets configmaps"),
        Rule("get", "core", "persistentvolumeclaims persistentvolumes"),
        Rule("get", "core", "endpoints"),
        Rule("create " + Read, Certificates, "certificatesigningrequests"),
        Rule("create delete get patch update", "coordination.k8s.io", "leases"),
        Rule("get", Storage, "volumeattachments"),
        Rule("create", "core", "serviceaccounts/token"),
        Rule("get patch update", "core", "persistentvolumeclaims/status"),
        Rule(Read, Storage, "csidrivers"),
        Rule("create delete get patch update", Storage, "csinodes"),
        Rule(Read, "node.k8s.io", "runtimeclasses"),
        Rule("get", Dynamic, "resourceclaims"),
        Rule("deletecollection", Dynamic, "resourceslices"),
        Rule("get", "core", "serviceaccounts"));

    private static ClusterRole Approver(string name, string signer) =>
        ClusterRole(Signer + name, Rule("approve", Certificates, "signers", signer));
}
