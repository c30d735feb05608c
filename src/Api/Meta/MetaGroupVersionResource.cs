namespace Kubesharp.Api.Meta;

/// <summary>Names a collection: group, version and plural in three fields.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionResource")]
public sealed partial record MetaGroupVersionResource
{
    /// <summary>The value with nothing set.</summary>
    public static MetaGroupVersionResource Empty { get; } = new();

    /// <summary>The group; empty for the core group.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>The version of the group.</summary>
    [Field(2, "version", Always = true), Required] public string Version { get; init; } = "";
    /// <summary>The plural in lower case, as in paths.</summary>
    [Field(3, "resource", Always = true), Required] public string Resource { get; init; } = "";
}
