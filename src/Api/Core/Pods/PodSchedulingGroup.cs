namespace Kubesharp.Api.Core;

/// <summary>A pod scheduling group.</summary>
[Definition("io.k8s.api.core.v1.PodSchedulingGroup")]
[Union("", "podGroupName")]
public sealed partial record PodSchedulingGroup
{
    /// <summary>The value with nothing set.</summary>
    public static PodSchedulingGroup Empty { get; } = new();

    /// <summary>Pod group name.</summary>
    [Field(1, "podGroupName")] public string? PodGroupName { get; init; }
}
