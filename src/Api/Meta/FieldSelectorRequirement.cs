namespace Kubesharp.Api.Meta;

/// <summary>One requirement of a field selector.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement")]
public sealed partial record FieldSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static FieldSelectorRequirement Empty { get; } = new();

    /// <summary>The path of the field: spec.nodeName.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>
    /// How the field relates to the values. Exists and DoesNotExist take none. One of: In, NotIn, Exists, DoesNotExist.
    /// </summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>What the field is compared with. Needed for In and NotIn, forbidden otherwise.</summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
