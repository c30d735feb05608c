namespace Kubesharp.Api.Core;

/// <summary>A reason not to schedule a Pod yet.</summary>
[Definition("io.k8s.api.core.v1.PodSchedulingGate")]
public sealed partial record PodSchedulingGate
{
    /// <summary>The value with nothing set.</summary>
    public static PodSchedulingGate Empty { get; } = new();

    /// <summary>The gate's name; whoever put it there takes it away.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
