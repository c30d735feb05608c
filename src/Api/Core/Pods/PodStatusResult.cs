namespace Kubesharp.Api.Core;

/// <summary>A Pod's status alone.</summary>
[ApiKind("v1", "PodStatusResult")]
[Definition("io.k8s.api.core.v1.PodStatusResult")]
public sealed partial record PodStatusResult : ApiObject
{
    /// <summary>What is observed of the Pod.</summary>
    [Field(2, "status")] public PodStatus Status { get; init; } = PodStatus.Empty;
}
