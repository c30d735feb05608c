namespace Kubesharp.Api.Core;

/// <summary>Which Pods a Pod is scheduled with.</summary>
[Definition("io.k8s.api.core.v1.PodSchedulingGroup")]
[Union("", "podGroupName")]
public sealed partial record PodSchedulingGroup
{
    /// <summary>The value with nothing set.</summary>
    public static PodSchedulingGroup Empty { get; } = new();

    /// <summary>The PodGroup of the namespace.</summary>
    [Field(1, "podGroupName")] public string? PodGroupName { get; init; }
}
