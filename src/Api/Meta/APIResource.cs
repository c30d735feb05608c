namespace Kubesharp.Api.Meta;

/// <summary>A API resource.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIResource")]
public sealed partial record APIResource
{
    /// <summary>The value with nothing set.</summary>
    public static APIResource Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Singular name.</summary>
    [Field(6, "singularName", Always = true), Required] public string SingularName { get; init; } = "";
    /// <summary>Namespaced.</summary>
    [Field(2, "namespaced", Always = true), Required] public bool Namespaced { get; init; }
    /// <summary>Group.</summary>
    [Field(8, "group")] public string Group { get; init; } = "";
    /// <summary>Version.</summary>
    [Field(9, "version")] public string Version { get; init; } = "";
    /// <summary>Kind.</summary>
    [Field(3, "kind", Always = true), Required] public string Kind { get; init; } = "";
    /// <summary>Verbs.</summary>
    [Field(4, "verbs", Always = true, Wrapped = true), Required] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Short names.</summary>
    [Field(5, "shortNames"), Atomic] public IReadOnlyList<string> ShortNames { get; init; } = [];
    /// <summary>Categories.</summary>
    [Field(7, "categories"), Atomic] public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>Storage version hash.</summary>
    [Field(10, "storageVersionHash")] public string StorageVersionHash { get; init; } = "";
}
