namespace Kubesharp.Api.Core;

/// <summary>A topology selector label requirement.</summary>
[Definition("io.k8s.api.core.v1.TopologySelectorLabelRequirement")]
public sealed partial record TopologySelectorLabelRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static TopologySelectorLabelRequirement Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Values.</summary>
    [Field(2, "values", Always = true), Required, Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
