namespace Kubesharp.Api.Core;

/// <summary>A pod scheduling gate.</summary>
[Definition("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed partial record PodSchedulingGate
{
    /// <summary>The value with nothing set.</summary>
    public static PodSchedulingGate Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
