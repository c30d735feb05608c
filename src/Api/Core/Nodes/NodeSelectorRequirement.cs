namespace Kubesharp.Api.Core;

/// <summary>A node selector requirement.</summary>
[Definition("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed partial record NodeSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSelectorRequirement Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Operator. One of: In, NotIn, Exists, DoesNotExist, Gt, Lt.</summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>Values.</summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
