namespace Kubesharp.Api.Meta;

/// <summary>One requirement of a label selector.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement")]
public sealed partial record LabelSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static LabelSelectorRequirement Empty { get; } = new();

    /// <summary>The name of the label.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>
    /// How the label relates to the values. NotIn and DoesNotExist also match objects without the label. One of: In,
    /// NotIn, Exists, DoesNotExist.
    /// </summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>
    /// What the label's value is compared with. Needed for In and NotIn, forbidden for Exists and DoesNotExist.
    /// </summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
