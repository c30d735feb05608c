namespace Kubesharp.Api.Core;

/// <summary>A pod status result.</summary>
[ApiKind("v1", "PodStatusResult")]
[Definition("io.k8s.api.core.v1.PodStatusResult")]
public sealed partial record PodStatusResult : ApiObject
{
    /// <summary>Status.</summary>
    [Field(2, "status")] public PodStatus Status { get; init; } = PodStatus.Empty;
}
