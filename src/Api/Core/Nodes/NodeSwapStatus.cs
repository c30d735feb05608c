namespace Kubesharp.Api.Core;

/// <summary>What is observed of a NodeSwap.</summary>
[Definition("io.k8s.api.core.v1.NodeSwapStatus")]
public sealed partial record NodeSwapStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSwapStatus Empty { get; } = new();

    /// <summary>Capacity.</summary>
    [Field(1, "capacity")] public long? Capacity { get; init; }
}
