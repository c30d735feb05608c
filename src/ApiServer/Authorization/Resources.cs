using Kubesharp.Api;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>The collections that the server itself reads when it decides about requests.</summary>
internal static class Resources
{
    public const string RbacGroup = "rbac.authorization.k8s.io";
    public static readonly GroupVersionResource Roles = new(RbacGroup, "v1", "roles");
    public static readonly GroupVersionResource RoleBindings = new(RbacGroup, "v1", "rolebindings");
    public static readonly GroupVersionResource ClusterRoles = new(RbacGroup, "v1", "clusterroles");
    public static readonly GroupVersionResource ClusterRoleBindings = new(RbacGroup, "v1", "clusterrolebindings");
    public static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");
    public static readonly GroupVersionResource Pods = new("", "v1", "pods");
    public static readonly GroupVersionResource Nodes = new("", "v1", "nodes");
    public static readonly GroupVersionResource Secrets = new("", "v1", "secrets");
    public static readonly GroupVersionResource ServiceAccounts = new("", "v1", "serviceaccounts");
    public static readonly GroupVersionResource PersistentVolumeClaims = new("", "v1", "persistentvolumeclaims");
    public static readonly GroupVersionResource PersistentVolumes = new("", "v1", "persistentvolumes");
    public static readonly GroupVersionResource LimitRanges = new("", "v1", "limitranges");
    public static readonly GroupVersionResource ResourceQuotas = new("", "v1", "resourcequotas");
    public static readonly GroupVersionResource PriorityClasses = new("scheduling.k8s.io", "v1", "priorityclasses");
    public static readonly GroupVersionResource StorageClasses = new("storage.k8s.io", "v1", "storageclasses");
    public static readonly GroupVersionResource IngressClasses = new("networking.k8s.io", "v1", "ingressclasses");
    public static readonly GroupVersionResource RuntimeClasses = new("node.k8s.io", "v1", "runtimeclasses");
    public static readonly GroupVersionResource FlowSchemas =
        new("flowcontrol.apiserver.k8s.io", "v1", "flowschemas");
    public static readonly GroupVersionResource PriorityLevels =
        new("flowcontrol.apiserver.k8s.io", "v1", "prioritylevelconfigurations");
    public static readonly GroupVersionResource VolumeAttachments =
        new("storage.k8s.io", "v1", "volumeattachments");
}
