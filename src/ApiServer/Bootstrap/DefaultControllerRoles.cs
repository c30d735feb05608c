using Kubesharp.Api.Rbac;
using static Kubesharp.ApiServer.Bootstrap.RoleWriting;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// The ClusterRoles system:controller:NAME, one for each controller's service account in kube-system; names and rules
/// are Kubernetes 1.36's.
/// </summary>
internal static class DefaultControllerRoles
{
    public const string Prefix = "system:controller:";
    private const string Storage = "storage.k8s.io";
    private const string Dynamic = "resource.k8s.io";
    private const string Apps = "apps extensions";

    public static IReadOnlyList<ClusterRole> All { get; } = [.. Workloads, .. Cluster, .. Volumes, .. Network];

    private static IEnumerable<ClusterRole> Workloads =>
    [
        Controller(
            "cronjob-controller",
            Rule("get list update watch", "batch", "cronjobs"),
            Rule("create delete get list patch update watch", "batch", "jobs"),
            Rule("update", "batch", "cronjobs/status"), Rule("update", "batch", "cronjobs/finalizers"),
            Rule("delete list watch", "core", "pods"), Events),
        Controller(
            "daemon-set-controller",
            Rule(Read, Apps, "daemonsets"), Rule("update", Apps, "daemonsets/status"),
            Rule("update", Apps, "daemonsets/finalizers"), Rule("list watch", "core", "nodes"),
            Rule("create delete list patch watch", "core", "pods"), Rule("create", "core", "pods/binding"),
            Rule("create delete get list patch update watch", "apps", "controllerrevisions"), Events),
        Controller(
            "deployment-controller",
            Rule("get list update watch", Apps, "deployments"), Rule("update", Apps, "deployments/status"),
            Rule("update", Apps, "deployments/finalizers"),
            Rule("create delete get list patch update watch", Apps, "replicasets"),
            Rule("get list update watch", "core", "pods"), Events),
        Controller(
            "disruption-controller",
            Rule(Read, Apps, "deployments"), Rule(Read, Apps, "replicasets"),
            Rule(Read, "core", "replicationcontrollers"), Rule(Read, "policy", "poddisruptionbudgets"),
            Rule(Read, "apps", "statefulsets"), Rule("update", "policy", "poddisruptionbudgets/status"),
            Rule("patch update", "core", "pods/status"), Rule("get", "*", "*/scale"), Events),
        Controller(
            "horizontal-pod-autoscaler",
            Rule(Read, "autoscaling", "horizontalpodautoscalers"),
            Rule("update", "autoscaling", "horizontalpodautoscalers/status"),
            Rule("get update", "*", "*/scale"), Rule("list watch", "core", "pods"),
            Rule("list watch", "metrics.k8s.io", "pods"), Rule(Read, "custom.metrics.k8s.io", "*"),
            Rule(Read, "external.metrics.k8s.io", "*"), Events),
        Controller(
            "job-controller",
            Rule("get list patch update watch", "batch", "jobs"), Rule("update", "batch", "jobs/status"),
            Rule("update", "batch", "jobs/finalizers"), Rule("create delete list patch watch", "core", "pods"), Events),
        Controller(
            "replicaset-controller",
            Rule("get list update watch", Apps, "replicasets"), Rule("update", Apps, "replicasets/status"),
            Rule("update", Apps, "replicasets/finalizers"),
            Rule("create delete list patch watch", "core", "pods"), Events),
        Controller(
            "replication-controller",
            Rule("get list update watch", "core", "replicationcontrollers"),
            Rule("update", "core", "replicationcontrollers/status"),
            Rule("update", "core", "replicationcontrollers/finalizers"),
            Rule("create delete list patch watch", "core", "pods"), Events),
        Controller(
            "statefulset-controller",
            Rule("list watch", "core", "pods"), Rule(Read, "apps", "statefulsets"),
            Rule("update", "apps", "statefulsets/status"), Rule("update", "apps", "statefulsets/finalizers"),
            Rule("create delete get patch update", "core", "pods"),
            Rule("create delete get list patch update watch", "apps", "controllerrevisions"),
            Rule("create get list watch", "core", "persistentvolumeclaims"),
            Rule("delete update", "core", "persistentvolumeclaims"), Rule("update", "core", "pods/finalizers"), Events),
        Controller("ttl-after-finished-controller", Rule("delete " + Read, "batch", "jobs"), Events),
    ];

    private static IEnumerable<ClusterRole> Cluster =>
    [
        Controller(
            "certificate-controller",
            Rule("delete " + Read, "certificates.k8s.io", "certificatesigningrequests"),
            Rule(
                "update", "certificates.k8s.io",
                "certificatesigningrequests/status certificatesigningrequests/approval"),
            Rule("approve", "certificates.k8s.io", "signers", "kubernetes.io/kube-apiserver-client-kubelet"),
            Rule(
                "sign", "certificates.k8s.io", "signers",
                "kubernetes.io/legacy-unknown kubernetes.io/kube-apiserver-client "
                + "kubernetes.io/kube-apiserver-client-kubelet kubernetes.io/kubelet-serving"),
            Rule("create", "authorization.k8s.io", "subjectaccessreviews"), Events),
        Controller(
            "clusterrole-aggregation-controller",
            Rule("escalate get list patch update watch", "rbac.authorization.k8s.io", "clusterroles")),
        Controller(
            "device-taint-eviction-controller",
            Rule("delete " + Read, "core", "pods"), Rule("patch update", "core", "pods/status"),
            Rule(Read, Dynamic, "resourceclaims"), Rule(Read, Dynamic, "resourceslices"),
            Rule(Read, Dynamic, "deviceclasses"), Events),
        Controller(
            "generic-garbage-collector", Rule("delete get list patch update watch", "*", "*"), Events),
        Controller(
            "legacy-service-account-token-cleaner",
            Rule("get", "core", "configmaps", "kube-apiserver-legacy-service-account-token-tracking"),
            Rule("delete patch", "core", "secrets")),
        Controller(
            "namespace-controller",
            Rule("delete " + Read, "core", "namespaces"),
            Rule("update", "core", "namespaces/finalize namespaces/status"),
            Rule("delete deletecollection get list watch", "*", "*")),
        Controller(
            "node-controller",
            Rule("delete get list patch update watch", "core", "nodes"), Rule("patch update", "core", "nodes/status"),
            Rule("patch update", "core", "pods/status"), Rule("delete " + Read, "core", "pods"), Events),
        Controller(
            "pod-garbage-collector",
            Rule("delete list watch", "core", "pods"), Rule(Read, "core", "nodes"),
            Rule("patch", "core", "pods/status")),
        Controller(
            "resource-claim-controller",
            Rule(Read, "core", "pods"), Rule("update", "core", "pods/finalizers"),
            Rule("create delete " + Read, Dynamic, "resourceclaims"),
            Rule("patch update", Dynamic, "resourceclaims resourceclaims/status"),
            Rule("patch update", "core", "pods/status"), Events,
            Rule("patch update", Dynamic, "resourceclaims/binding")),
        Controller(
            "resourcequota-controller",
            Rule("list watch", "*", "*"), Rule("update", "core", "resourcequotas/status"), Events),
        Controller("root-ca-cert-publisher", Rule("create update", "core", "configmaps"), Events),
        Controller("service-account-controller", Rule("create", "core", "serviceaccounts"), Events),
        Controller("ttl-controller", Rule("list patch update watch", "core", "nodes"), Events),
        Controller(
            "validatingadmissionpolicy-status-controller",
            Rule(Read, "admissionregistration.k8s.io", "validatingadmissionpolicies"),
            Rule("get patch update", "admissionregistration.k8s.io", "validatingadmissionpolicies/status"), Events),
    ];

    private static IEnumerable<ClusterRole> Volumes =>
    [
        Controller(
            "attachdetach-controller",
            Rule("list watch", "core", "persistentvolumes persistentvolumeclaims"), Rule(Read, "core", "nodes"),
            Rule("patch update", "core", "nodes/status"), Rule("list watch", "core", "pods"), Events,
            Rule("create delete " + Read, Storage, "volumeattachments"), Rule(Read, Storage, "csidrivers"),
            Rule(Read, Storage, "csinodes")),
        Controller(
            "ephemeral-volume-controller",
            Rule(Read, "core", "pods"), Rule("update", "core", "pods/finalizers"),
            Rule("create " + Read, "core", "persistentvolumeclaims"), Events),
        Controller(
            "expand-controller",
            Rule("patch update " + Read, "core", "persistentvolumes"),
            Rule("patch update", "core", "persistentvolumeclaims/status"),
            Rule(Read, "core", "persistentvolumeclaims"), Events),
        Controller(
            "persistent-volume-binder",
            Rule("create delete update " + Read, "core", "persistentvolumes"),
            Rule("update", "core", "persistentvolumes/status"),
            Rule("update " + Read, "core", "persistentvolumeclaims"),
            Rule("update", "core", "persistentvolumeclaims/status"),
            Rule("create delete " + Read, "core", "pods"), Rule(Read, Storage, "storageclasses"),
            Rule("list watch", "core", "nodes"), Events, Rule("watch", "core", "events")),
        Controller("pv-protection-controller", Rule("update " + Read, "core", "persistentvolumes"), Events),
        Controller(
            "pvc-protection-controller",
            Rule("update " + Read, "core", "persistentvolumeclaims"),
            Rule("update", "core", "persistentvolumeclaims/status"), Rule(Read, "core", "pods"), Events),
        Controller(
            "selinux-warning-controller",
            Events, Rule(Read, "core", "persistentvolumes"), Rule(Read, "core", "persistentvolumeclaims"),
            Rule(Read, "core", "pods"), Rule(Read, Storage, "csidrivers")),
        Controller(
            "volumeattributesclass-protection-controller",
            Rule(Read, "core", "persistentvolumeclaims"), Rule(Read, "core", "persistentvolumes"),
            Rule("update " + Read, Storage, "volumeattributesclasses"), Events),
    ];

    private static IEnumerable<ClusterRole> Network =>
    [
        Controller(
            "endpoint-controller",
            Rule(Read, "core", "services pods"), Rule("create delete get list update watch", "core", "endpoints"),
            Rule("create", "core", "endpoints/restricted"), Events),
        Controller(
            "endpointslice-controller",
            Rule(Read, "core", "services pods nodes"), Rule("update", "core", "services/finalizers"),
            Rule("create delete get list update watch", "discovery.k8s.io", "endpointslices"), Events),
        Controller(
            "endpointslicemirroring-controller",
            Rule(Read, "core", "services endpoints"), Rule("update", "core", "services/finalizers"),
            Rule("update", "core", "endpoints/finalizers"),
            Rule("create delete get list update watch", "discovery.k8s.io", "endpointslices"), Events),
        Controller(
            "route-controller", Rule("list watch", "core", "nodes"), Rule("patch", "core", "nodes/status"), Events),
        Controller(
            "service-cidrs-controller",
            Rule("get list patch update watch", "networking.k8s.io", "servicecidrs"),
            Rule("patch update", "networking.k8s.io", "servicecidrs/finalizers"),
            Rule("patch update", "networking.k8s.io", "servicecidrs/status"),
            Rule(Read, "networking.k8s.io", "ipaddresses"), Events),
        Controller(
            "service-controller",
            Rule(Read, "core", "services"), Rule("patch update", "core", "services/status"),
            Rule("list watch", "core", "nodes"), Events),
    ];

    private static ClusterRole Controller(string name, params IReadOnlyList<PolicyRule> rules) =>
        ClusterRole(Prefix + name, rules);
}
