using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Scheduling;
using Kubesharp.Api.Storage;

namespace Kubesharp.Api;

/// <summary>The explicit list of kinds that have a strategy of their own.</summary>
internal static class Strategies
{
    public static IReadOnlyList<(Type Type, Strategy Strategy)> All { get; } =
    [
        (typeof(ConfigMap), new ConfigMapStrategy()),
        (typeof(Endpoints), new EndpointsStrategy()),
        (typeof(Event), new EventStrategy()),
        (typeof(Namespace), new NamespaceStrategy()),
        (typeof(Node), new NodeStrategy()),
        (typeof(PersistentVolume), new PersistentVolumeStrategy()),
        (typeof(PersistentVolumeClaim), new PersistentVolumeClaimStrategy()),
        (typeof(Pod), new PodStrategy()),
        (typeof(ReplicationController), new ReplicationControllerStrategy()),
        (typeof(Secret), new SecretStrategy()),
        (typeof(Service), new ServiceStrategy()),
        (typeof(ServiceAccount), new ServiceAccountStrategy()),
        (typeof(DaemonSet), new DaemonSetStrategy()),
        (typeof(Deployment), new DeploymentKindStrategy()),
        (typeof(ReplicaSet), new ReplicaSetStrategy()),
        (typeof(StatefulSet), new StatefulSetStrategy()),
        (typeof(CronJob), new CronJobStrategy()),
        (typeof(Job), new JobStrategy()),
        (typeof(Lease), new LeaseStrategy()),
        (typeof(EndpointSlice), new EndpointSliceStrategy()),
        (typeof(Ingress), new IngressStrategy()),
        (typeof(IngressClass), new IngressClassStrategy()),
        (typeof(NetworkPolicy), new NetworkPolicyStrategy()),
        (typeof(PodDisruptionBudget), new PodDisruptionBudgetStrategy()),
        (typeof(ClusterRole), new ClusterRoleStrategy()),
        (typeof(ClusterRoleBinding), new ClusterRoleBindingStrategy()),
        (typeof(Role), new RoleStrategy()),
        (typeof(RoleBinding), new RoleBindingStrategy()),
        (typeof(PriorityClass), new PriorityClassStrategy()),
        (typeof(StorageClass), new StorageClassStrategy()),
    ];
}
