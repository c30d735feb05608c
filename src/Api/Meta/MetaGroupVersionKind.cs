namespace Kubesharp.Api.Meta;

/// <summary>Names a kind on the wire.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionKind")]
public sealed partial record MetaGroupVersionKind
{
    /// <summary>The value with nothing set.</summary>
    public static MetaGroupVersionKind Empty { get; } = new();

    /// <summary>Group.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>Version.</summary>
    [Field(2, "version", Always = true), Required] public string Version { get; init; } = "";
    /// <summary>Kind.</summary>
    [Field(3, "kind", Always = true), Required] public string Kind { get; init; } = "";
}
