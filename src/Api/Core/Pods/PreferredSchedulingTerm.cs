namespace Kubesharp.Api.Core;

/// <summary>A preferred scheduling term.</summary>
[Definition("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed partial record PreferredSchedulingTerm
{
    /// <summary>The value with nothing set.</summary>
    public static PreferredSchedulingTerm Empty { get; } = new();

    /// <summary>Weight.</summary>
    [Field(1, "weight", Always = true), Required] public int Weight { get; init; }
    /// <summary>Preference.</summary>
    [Field(2, "preference", Always = true), Required]
    public NodeSelectorTerm Preference { get; init; } = NodeSelectorTerm.Empty;
}
