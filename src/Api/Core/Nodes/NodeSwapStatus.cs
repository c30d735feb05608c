namespace Kubesharp.Api.Core;

/// <summary>The swap space of a node.</summary>
[Definition("io.k8s.api.core.v1.NodeSwapStatus")]
public sealed partial record NodeSwapStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSwapStatus Empty { get; } = new();

    /// <summary>How much there is, in bytes.</summary>
    [Field(1, "capacity")] public long? Capacity { get; init; }
}
