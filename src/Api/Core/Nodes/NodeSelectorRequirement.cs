namespace Kubesharp.Api.Core;

/// <summary>One requirement of a node selector.</summary>
[Definition("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed partial record NodeSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSelectorRequirement Empty { get; } = new();

    /// <summary>The label's name, or the field's: metadata.name.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>
    /// How it relates to the values. Gt and Lt compare whole numbers. One of: In, NotIn, Exists, DoesNotExist, Gt, Lt.
    /// </summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>
    /// What it is compared with. Needed for In and NotIn; exactly one for Gt and Lt; none for Exists and DoesNotExist.
    /// </summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
