namespace Kubesharp.Api.Core;

/// <summary>A label that a node must have.</summary>
[Definition("io.k8s.api.core.v1.TopologySelectorLabelRequirement")]
public sealed partial record TopologySelectorLabelRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static TopologySelectorLabelRequirement Empty { get; } = new();

    /// <summary>The label's name.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>The values that it may have.</summary>
    [Field(2, "values", Always = true), Required, Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
