using Kubesharp.Api.Apps;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Nodes;
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
        (typeof(ComponentStatus), new ComponentStatusStrategy()),
        (typeof(Endpoints), new EndpointsStrategy()),
        (typeof(Core.Event), new Core.EventStrategy()),
        (typeof(LimitRange), new LimitRangeStrategy()),
        (typeof(Namespace), new NamespaceStrategy()),
        (typeof(Node), new NodeStrategy()),
        (typeof(PersistentVolume), new PersistentVolumeStrategy()),
        (typeof(PersistentVolumeClaim), new PersistentVolumeClaimStrategy()),
        (typeof(Pod), new PodStrategy()),
        (typeof(ReplicationController), new ReplicationControllerStrategy()),
        (typeof(ResourceQuota), new ResourceQuotaStrategy()),
        (typeof(Secret), new SecretStrategy()),
        (typeof(Service), new ServiceStrategy()),
        (typeof(ServiceAccount), new ServiceAccountStrategy()),
        (typeof(DaemonSet), new DaemonSetStrategy()),
        (typeof(Deployment), new DeploymentKindStrategy()),
        (typeof(ReplicaSet), new ReplicaSetStrategy()),
        (typeof(StatefulSet), new StatefulSetStrategy()),
        (typeof(Autoscaling.HorizontalPodAutoscaler), new Autoscaling.HorizontalPodAutoscalerStrategy()),
        (typeof(Autoscaling.V2.HorizontalPodAutoscaler), new Autoscaling.V2.HorizontalPodAutoscalerStrategy()),
        (typeof(CronJob), new CronJobStrategy()),
        (typeof(Job), new JobStrategy()),
        (typeof(Lease), new LeaseStrategy()),
        (typeof(EndpointSlice), new EndpointSliceStrategy()),
        (typeof(Events.Event), new Events.EventStrategy()),
        (typeof(Ingress), new IngressStrategy()),
        (typeof(IngressClass), new IngressClassStrategy()),
        (typeof(IPAddress), new IPAddressStrategy()),
        (typeof(NetworkPolicy), new NetworkPolicyStrategy()),
        (typeof(ServiceCIDR), new ServiceCIDRStrategy()),
        (typeof(RuntimeClass), new RuntimeClassStrategy()),
        (typeof(PodDisruptionBudget), new PodDisruptionBudgetStrategy()),
        (typeof(ClusterRole), new ClusterRoleStrategy()),
        (typeof(ClusterRoleBinding), new ClusterRoleBindingStrategy()),
        (typeof(Role), new RoleStrategy()),
        (typeof(RoleBinding), new RoleBindingStrategy()),
        (typeof(PriorityClass), new PriorityClassStrategy()),
        (typeof(CSIDriver), new CSIDriverStrategy()),
        (typeof(CSINode), new CSINodeStrategy()),
        (typeof(CSIStorageCapacity), new CSIStorageCapacityStrategy()),
        (typeof(StorageClass), new StorageClassStrategy()),
        (typeof(VolumeAttachment), new VolumeAttachmentStrategy()),
        (typeof(VolumeAttributesClass), new VolumeAttributesClassStrategy()),
    ];
}
