// Interim: stands in for what the generator will emit; the change that lands the generator removes this file.

namespace Kubesharp.Api.Admission
{
    public sealed partial record AdmissionReview { public string ApiVersion => "admission.k8s.io/v1"; public string Kind => "AdmissionReview"; }
}
namespace Kubesharp.Api.AdmissionRegistration
{
    public sealed partial record MutatingWebhookConfiguration { public override string ApiVersion => "admissionregistration.k8s.io/v1"; public override string Kind => "MutatingWebhookConfiguration"; }
    public sealed partial record ValidatingWebhookConfiguration { public override string ApiVersion => "admissionregistration.k8s.io/v1"; public override string Kind => "ValidatingWebhookConfiguration"; }
    public sealed partial record MutatingAdmissionPolicyBinding { public override string ApiVersion => "admissionregistration.k8s.io/v1"; public override string Kind => "MutatingAdmissionPolicyBinding"; }
    public sealed partial record MutatingAdmissionPolicy { public override string ApiVersion => "admissionregistration.k8s.io/v1"; public override string Kind => "MutatingAdmissionPolicy"; }
    public sealed partial record ValidatingAdmissionPolicy { public override string ApiVersion => "admissionregistration.k8s.io/v1"; public override string Kind => "ValidatingAdmissionPolicy"; }
    public sealed partial record ValidatingAdmissionPolicyBinding { public override string ApiVersion => "admissionregistration.k8s.io/v1"; public override string Kind => "ValidatingAdmissionPolicyBinding"; }
}
namespace Kubesharp.Api.ApiDiscovery
{
    public sealed partial record APIGroupDiscovery { public override string ApiVersion => "apidiscovery.k8s.io/v2"; public override string Kind => "APIGroupDiscovery"; }
}
namespace Kubesharp.Api.ApiExtensions
{
    public sealed partial record ConversionReview { public string ApiVersion => "apiextensions.k8s.io/v1"; public string Kind => "ConversionReview"; }
    public sealed partial record CustomResourceDefinition { public override string ApiVersion => "apiextensions.k8s.io/v1"; public override string Kind => "CustomResourceDefinition"; }
}
namespace Kubesharp.Api.ApiRegistration
{
    public sealed partial record APIService { public override string ApiVersion => "apiregistration.k8s.io/v1"; public override string Kind => "APIService"; }
}
namespace Kubesharp.Api.Apps
{
    public sealed partial record DaemonSet { public override string ApiVersion => "apps/v1"; public override string Kind => "DaemonSet"; }
    public sealed partial record Deployment { public override string ApiVersion => "apps/v1"; public override string Kind => "Deployment"; }
    public sealed partial record ControllerRevision { public override string ApiVersion => "apps/v1"; public override string Kind => "ControllerRevision"; }
    public sealed partial record ReplicaSet { public override string ApiVersion => "apps/v1"; public override string Kind => "ReplicaSet"; }
    public sealed partial record StatefulSet { public override string ApiVersion => "apps/v1"; public override string Kind => "StatefulSet"; }
}
namespace Kubesharp.Api.Authentication
{
    public sealed partial record SelfSubjectReview { public override string ApiVersion => "authentication.k8s.io/v1"; public override string Kind => "SelfSubjectReview"; }
    public sealed partial record TokenRequest { public override string ApiVersion => "authentication.k8s.io/v1"; public override string Kind => "TokenRequest"; }
    public sealed partial record TokenReview { public override string ApiVersion => "authentication.k8s.io/v1"; public override string Kind => "TokenReview"; }
}
namespace Kubesharp.Api.Authorization
{
    public sealed partial record SubjectAccessReview { public override string ApiVersion => "authorization.k8s.io/v1"; public override string Kind => "SubjectAccessReview"; }
    public sealed partial record SelfSubjectAccessReview { public override string ApiVersion => "authorization.k8s.io/v1"; public override string Kind => "SelfSubjectAccessReview"; }
    public sealed partial record SelfSubjectRulesReview { public override string ApiVersion => "authorization.k8s.io/v1"; public override string Kind => "SelfSubjectRulesReview"; }
    public sealed partial record LocalSubjectAccessReview { public override string ApiVersion => "authorization.k8s.io/v1"; public override string Kind => "LocalSubjectAccessReview"; }
}
namespace Kubesharp.Api.Autoscaling
{
    public sealed partial record HorizontalPodAutoscaler { public override string ApiVersion => "autoscaling/v1"; public override string Kind => "HorizontalPodAutoscaler"; }
    public sealed partial record Scale { public override string ApiVersion => "autoscaling/v1"; public override string Kind => "Scale"; }
}
namespace Kubesharp.Api.Autoscaling.V2
{
    public sealed partial record HorizontalPodAutoscaler { public override string ApiVersion => "autoscaling/v2"; public override string Kind => "HorizontalPodAutoscaler"; }
}
namespace Kubesharp.Api.Batch
{
    public sealed partial record Job { public override string ApiVersion => "batch/v1"; public override string Kind => "Job"; }
    public sealed partial record CronJob { public override string ApiVersion => "batch/v1"; public override string Kind => "CronJob"; }
}
namespace Kubesharp.Api.Certificates
{
    public sealed partial record CertificateSigningRequest { public override string ApiVersion => "certificates.k8s.io/v1"; public override string Kind => "CertificateSigningRequest"; }
}
namespace Kubesharp.Api.Coordination
{
    public sealed partial record Lease { public override string ApiVersion => "coordination.k8s.io/v1"; public override string Kind => "Lease"; }
}
namespace Kubesharp.Api.Core
{
    public sealed partial record Service { public override string ApiVersion => "v1"; public override string Kind => "Service"; }
    public sealed partial record ReplicationController { public override string ApiVersion => "v1"; public override string Kind => "ReplicationController"; }
    public sealed partial record Endpoints { public override string ApiVersion => "v1"; public override string Kind => "Endpoints"; }
    public sealed partial record ResourceQuota { public override string ApiVersion => "v1"; public override string Kind => "ResourceQuota"; }
    public sealed partial record SerializedReference { public string ApiVersion => "v1"; public string Kind => "SerializedReference"; }
    public sealed partial record ConfigMap { public override string ApiVersion => "v1"; public override string Kind => "ConfigMap"; }
    public sealed partial record ServiceProxyOptions { public string ApiVersion => "v1"; public string Kind => "ServiceProxyOptions"; }
    public sealed partial record Event { public override string ApiVersion => "v1"; public override string Kind => "Event"; }
    public sealed partial record Namespace { public override string ApiVersion => "v1"; public override string Kind => "Namespace"; }
    public sealed partial record LimitRange { public override string ApiVersion => "v1"; public override string Kind => "LimitRange"; }
    public sealed partial record Secret { public override string ApiVersion => "v1"; public override string Kind => "Secret"; }
    public sealed partial record RangeAllocation { public override string ApiVersion => "v1"; public override string Kind => "RangeAllocation"; }
    public sealed partial record ServiceAccount { public override string ApiVersion => "v1"; public override string Kind => "ServiceAccount"; }
    public sealed partial record ComponentStatus { public override string ApiVersion => "v1"; public override string Kind => "ComponentStatus"; }
    public sealed partial record PersistentVolume { public override string ApiVersion => "v1"; public override string Kind => "PersistentVolume"; }
    public sealed partial record PersistentVolumeClaim { public override string ApiVersion => "v1"; public override string Kind => "PersistentVolumeClaim"; }
    public sealed partial record PodLogOptions { public string ApiVersion => "v1"; public string Kind => "PodLogOptions"; }
    public sealed partial record Pod { public override string ApiVersion => "v1"; public override string Kind => "Pod"; }
    public sealed partial record PodProxyOptions { public string ApiVersion => "v1"; public string Kind => "PodProxyOptions"; }
    public sealed partial record PodAttachOptions { public string ApiVersion => "v1"; public string Kind => "PodAttachOptions"; }
    public sealed partial record PodExecOptions { public string ApiVersion => "v1"; public string Kind => "PodExecOptions"; }
    public sealed partial record PodStatusResult { public override string ApiVersion => "v1"; public override string Kind => "PodStatusResult"; }
    public sealed partial record PodPortForwardOptions { public string ApiVersion => "v1"; public string Kind => "PodPortForwardOptions"; }
    public sealed partial record PodTemplate { public override string ApiVersion => "v1"; public override string Kind => "PodTemplate"; }
    public sealed partial record Binding { public override string ApiVersion => "v1"; public override string Kind => "Binding"; }
    public sealed partial record NodeProxyOptions { public string ApiVersion => "v1"; public string Kind => "NodeProxyOptions"; }
    public sealed partial record Node { public override string ApiVersion => "v1"; public override string Kind => "Node"; }
}
namespace Kubesharp.Api.Discovery
{
    public sealed partial record EndpointSlice { public override string ApiVersion => "discovery.k8s.io/v1"; public override string Kind => "EndpointSlice"; }
}
namespace Kubesharp.Api.Events
{
    public sealed partial record Event { public override string ApiVersion => "events.k8s.io/v1"; public override string Kind => "Event"; }
}
namespace Kubesharp.Api.FlowControl
{
    public sealed partial record FlowSchema { public override string ApiVersion => "flowcontrol.apiserver.k8s.io/v1"; public override string Kind => "FlowSchema"; }
    public sealed partial record PriorityLevelConfiguration { public override string ApiVersion => "flowcontrol.apiserver.k8s.io/v1"; public override string Kind => "PriorityLevelConfiguration"; }
}
namespace Kubesharp.Api.Meta
{
    public sealed partial record APIVersions { public string ApiVersion => "v1"; public string Kind => "APIVersions"; }
    public sealed partial record UpdateOptions { public string ApiVersion => "v1"; public string Kind => "UpdateOptions"; }
    public sealed partial record PartialObjectMetadata { public override string ApiVersion => "meta.k8s.io/v1"; public override string Kind => "PartialObjectMetadata"; }
    public sealed partial record PatchOptions { public string ApiVersion => "v1"; public string Kind => "PatchOptions"; }
    public sealed partial record APIGroupList { public string ApiVersion => "v1"; public string Kind => "APIGroupList"; }
    public sealed partial record ApplyOptions { public string ApiVersion => "v1"; public string Kind => "ApplyOptions"; }
    public sealed partial record ListOptions { public string ApiVersion => "v1"; public string Kind => "ListOptions"; }
    public sealed partial record Status { public string ApiVersion => "v1"; public string Kind => "Status"; }
    public sealed partial record GetOptions { public string ApiVersion => "v1"; public string Kind => "GetOptions"; }
    public sealed partial record APIGroup { public string ApiVersion => "v1"; public string Kind => "APIGroup"; }
    public sealed partial record CreateOptions { public string ApiVersion => "v1"; public string Kind => "CreateOptions"; }
    public sealed partial record TableOptions { public string ApiVersion => "v1"; public string Kind => "TableOptions"; }
    public sealed partial record DeleteOptions { public string ApiVersion => "v1"; public string Kind => "DeleteOptions"; }
    public sealed partial record APIResourceList { public string ApiVersion => "v1"; public string Kind => "APIResourceList"; }
}
namespace Kubesharp.Api.Networking
{
    public sealed partial record ServiceCIDR { public override string ApiVersion => "networking.k8s.io/v1"; public override string Kind => "ServiceCIDR"; }
    public sealed partial record NetworkPolicy { public override string ApiVersion => "networking.k8s.io/v1"; public override string Kind => "NetworkPolicy"; }
    public sealed partial record Ingress { public override string ApiVersion => "networking.k8s.io/v1"; public override string Kind => "Ingress"; }
    public sealed partial record IngressClass { public override string ApiVersion => "networking.k8s.io/v1"; public override string Kind => "IngressClass"; }
    public sealed partial record IPAddress { public override string ApiVersion => "networking.k8s.io/v1"; public override string Kind => "IPAddress"; }
}
namespace Kubesharp.Api.Nodes
{
    public sealed partial record RuntimeClass { public override string ApiVersion => "node.k8s.io/v1"; public override string Kind => "RuntimeClass"; }
}
namespace Kubesharp.Api.Policy
{
    public sealed partial record Eviction { public override string ApiVersion => "policy/v1"; public override string Kind => "Eviction"; }
    public sealed partial record PodDisruptionBudget { public override string ApiVersion => "policy/v1"; public override string Kind => "PodDisruptionBudget"; }
}
namespace Kubesharp.Api.Rbac
{
    public sealed partial record ClusterRoleBinding { public override string ApiVersion => "rbac.authorization.k8s.io/v1"; public override string Kind => "ClusterRoleBinding"; }
    public sealed partial record RoleBinding { public override string ApiVersion => "rbac.authorization.k8s.io/v1"; public override string Kind => "RoleBinding"; }
    public sealed partial record ClusterRole { public override string ApiVersion => "rbac.authorization.k8s.io/v1"; public override string Kind => "ClusterRole"; }
    public sealed partial record Role { public override string ApiVersion => "rbac.authorization.k8s.io/v1"; public override string Kind => "Role"; }
}
namespace Kubesharp.Api.Resource
{
    public sealed partial record ResourceSlice { public override string ApiVersion => "resource.k8s.io/v1"; public override string Kind => "ResourceSlice"; }
    public sealed partial record ResourceClaim { public override string ApiVersion => "resource.k8s.io/v1"; public override string Kind => "ResourceClaim"; }
    public sealed partial record ResourceClaimTemplate { public override string ApiVersion => "resource.k8s.io/v1"; public override string Kind => "ResourceClaimTemplate"; }
    public sealed partial record DeviceClass { public override string ApiVersion => "resource.k8s.io/v1"; public override string Kind => "DeviceClass"; }
}
namespace Kubesharp.Api.Scheduling
{
    public sealed partial record PriorityClass { public override string ApiVersion => "scheduling.k8s.io/v1"; public override string Kind => "PriorityClass"; }
}
namespace Kubesharp.Api.Storage
{
    public sealed partial record VolumeAttachment { public override string ApiVersion => "storage.k8s.io/v1"; public override string Kind => "VolumeAttachment"; }
    public sealed partial record StorageClass { public override string ApiVersion => "storage.k8s.io/v1"; public override string Kind => "StorageClass"; }
    public sealed partial record CSIDriver { public override string ApiVersion => "storage.k8s.io/v1"; public override string Kind => "CSIDriver"; }
    public sealed partial record VolumeAttributesClass { public override string ApiVersion => "storage.k8s.io/v1"; public override string Kind => "VolumeAttributesClass"; }
    public sealed partial record CSINode { public override string ApiVersion => "storage.k8s.io/v1"; public override string Kind => "CSINode"; }
    public sealed partial record CSIStorageCapacity { public override string ApiVersion => "storage.k8s.io/v1"; public override string Kind => "CSIStorageCapacity"; }
}
namespace Kubesharp.Api
{
    public readonly record struct Time { public Time(DateTimeOffset value) { Value = value; } public DateTimeOffset Value { get; } } public readonly record struct MicroTime; public readonly record struct Duration;
    public readonly record struct Quantity; public readonly record struct IntOrString; public readonly struct Bytes(byte[] value) { public System.ReadOnlySpan<byte> Span => value; } public readonly record struct RawJson;
}
namespace Kubesharp.Api.ApiExtensions
{
    public sealed partial record JSONSchemaPropsOrBool;
    public sealed partial record JSONSchemaPropsOrArray;
    public sealed partial record JSONSchemaPropsOrStringArray { public static JSONSchemaPropsOrStringArray Empty { get; } = new(); }
}
namespace Kubesharp.Api
{
    public static class ResourceRegistry
    {
        public static ResourceDefinition Of<T>() where T : ApiObject => throw new NotSupportedException("the generator has not landed");
        public static IReadOnlyList<ResourceDefinition> All => throw new NotSupportedException("the generator has not landed");
    }
}
