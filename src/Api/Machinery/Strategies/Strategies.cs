using Kubesharp.Api.AdmissionRegistration;
using Kubesharp.Api.ApiExtensions;
using Kubesharp.Api.ApiRegistration;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.FlowControl;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Nodes;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Resource;
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
        (typeof(PodTemplate), new PodTemplateStrategy()),
        (typeof(ReplicationController), new ReplicationControllerStrategy()),
        (typeof(ResourceQuota), new ResourceQuotaStrategy()),
        (typeof(Secret), new SecretStrategy()),
        (typeof(Service), new ServiceStrategy()),
        (typeof(ServiceAccount), new ServiceAccountStrategy()),
        (typeof(MutatingAdmissionPolicy), new MutatingAdmissionPolicyStrategy()),
        (typeof(MutatingAdmissionPolicyBinding), new MutatingAdmissionPolicyBindingStrategy()),
        (typeof(MutatingWebhookConfiguration), new MutatingWebhookConfigurationStrategy()),
        (typeof(ValidatingAdmissionPolicy), new ValidatingAdmissionPolicyStrategy()),
        (typeof(ValidatingAdmissionPolicyBinding), new ValidatingAdmissionPolicyBindingStrategy()),
        (typeof(ValidatingWebhookConfiguration), new ValidatingWebhookConfigurationStrategy()),
        (typeof(CustomResourceDefinition), new CustomResourceDefinitionStrategy()),
        (typeof(APIService), new APIServiceStrategy()),
        (typeof(ControllerRevision), new ControllerRevisionStrategy()),
        (typeof(DaemonSet), new DaemonSetStrategy()),
        (typeof(Deployment), new DeploymentKindStrategy()),
        (typeof(ReplicaSet), new ReplicaSetStrategy()),
        (typeof(StatefulSet), new StatefulSetStrategy()),
        (typeof(Autoscaling.HorizontalPodAutoscaler), new Autoscaling.HorizontalPodAutoscalerStrategy()),
        (typeof(Autoscaling.V2.HorizontalPodAutoscaler), new Autoscaling.V2.HorizontalPodAutoscalerStrategy()),
        (typeof(CronJob), new CronJobStrategy()),
        (typeof(Job), new JobStrategy()),
        (typeof(CertificateSigningRequest), new CertificateSigningRequestStrategy()),
        (typeof(Lease), new LeaseStrategy()),
        (typeof(EndpointSlice), new EndpointSliceStrategy()),
        (typeof(Events.Event), new Events.EventStrategy()),
        (typeof(FlowSchema), new FlowSchemaStrategy()),
        (typeof(PriorityLevelConfiguration), new PriorityLevelConfigurationStrategy()),
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
        (typeof(DeviceClass), new DeviceClassStrategy()),
        (typeof(Resource.ResourceClaim), new ResourceClaimStrategy()),
        (typeof(ResourceClaimTemplate), new ResourceClaimTemplateStrategy()),
        (typeof(ResourceSlice), new ResourceSliceStrategy()),
        (typeof(PriorityClass), new PriorityClassStrategy()),
        (typeof(CSIDriver), new CSIDriverStrategy()),
        (typeof(CSINode), new CSINodeStrategy()),
        (typeof(CSIStorageCapacity), new CSIStorageCapacityStrategy()),
        (typeof(StorageClass), new StorageClassStrategy()),
        (typeof(VolumeAttachment), new VolumeAttachmentStrategy()),
        (typeof(VolumeAttributesClass), new VolumeAttributesClassStrategy()),
    ];
}
