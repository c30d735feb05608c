namespace Kubesharp.Api.Meta;

/// <summary>Names a collection on the wire.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupVersionResource")]
public sealed partial record MetaGroupVersionResource
{
    /// <summary>The value with nothing set.</summary>
    public static MetaGroupVersionResource Empty { get; } = new();

    /// <summary>Group.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>Version.</summary>
    [Field(2, "version", Always = true), Required] public string Version { get; init; } = "";
    /// <summary>Resource.</summary>
    [Field(3, "resource", Always = true), Required] public string Resource { get; init; } = "";
}
