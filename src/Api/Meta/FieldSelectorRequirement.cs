namespace Kubesharp.Api.Meta;

/// <summary>A field selector requirement.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement")]
public sealed partial record FieldSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static FieldSelectorRequirement Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Operator. One of: In, NotIn, Exists, DoesNotExist.</summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>Values.</summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
