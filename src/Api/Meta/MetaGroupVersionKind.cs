namespace Kubesharp.Api.Meta;

/// <summary>Names a kind: group, version and kind in three fields.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionKind")]
public sealed partial record MetaGroupVersionKind
{
    /// <summary>The value with nothing set.</summary>
    public static MetaGroupVersionKind Empty { get; } = new();

    /// <summary>The group; empty for the core group.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>The version of the group.</summary>
    [Field(2, "version", Always = true), Required] public string Version { get; init; } = "";
    /// <summary>The kind in CamelCase.</summary>
    [Field(3, "kind", Always = true), Required] public string Kind { get; init; } = "";
}
