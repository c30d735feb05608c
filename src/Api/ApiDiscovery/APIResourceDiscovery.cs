using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A API resource discovery.</summary>
[Definition("io.k8s.api.apidiscovery.v2.APIResourceDiscovery")]
public sealed partial record APIResourceDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static APIResourceDiscovery Empty { get; } = new();

    /// <summary>Resource.</summary>
    [Field(1, "resource", Always = true), Required] public string Resource { get; init; } = "";
    /// <summary>Response kind.</summary>
    [Field(2, "responseKind")] public MetaGroupVersionKind? ResponseKind { get; init; }
    /// <summary>Scope. One of: Cluster, Namespaced.</summary>
    [Field(3, "scope", Always = true), Required] public string Scope { get; init; } = "";
    /// <summary>Singular resource.</summary>
    [Field(4, "singularResource", Always = true), Required] public string SingularResource { get; init; } = "";
    /// <summary>Verbs. No value occurs twice.</summary>
    [Field(5, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Short names. No value occurs twice.</summary>
    [Field(6, "shortNames"), SetList] public IReadOnlyList<string> ShortNames { get; init; } = [];
    /// <summary>Categories. No value occurs twice.</summary>
    [Field(7, "categories"), SetList] public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>Subresources. A list keyed by subresource.</summary>
    [Field(8, "subresources"), MapList("subresource")]
    public IReadOnlyList<APISubresourceDiscovery> Subresources { get; init; } = [];
}
