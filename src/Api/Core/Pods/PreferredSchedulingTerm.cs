namespace Kubesharp.Api.Core;

/// <summary>A preference for nodes.</summary>
[Definition("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed partial record PreferredSchedulingTerm
{
    /// <summary>The value with nothing set.</summary>
    public static PreferredSchedulingTerm Empty { get; } = new();

    /// <summary>How much it counts, from 1 to 100.</summary>
    [Field(1, "weight", Always = true), Required] public int Weight { get; init; }
    /// <summary>The nodes.</summary>
    [Field(2, "preference", Always = true), Required]
    public NodeSelectorTerm Preference { get; init; } = NodeSelectorTerm.Empty;
}
