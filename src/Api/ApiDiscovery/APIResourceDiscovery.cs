using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A resource, and what can be done with it.</summary>
[Definition("io.k8s.api.apidiscovery.v2.APIResourceDiscovery")]
public sealed partial record APIResourceDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static APIResourceDiscovery Empty { get; } = new();

    /// <summary>The plural, as in paths.</summary>
    [Field(1, "resource", Always = true), Required] public string Resource { get; init; } = "";
    /// <summary>The kind that it gives; absent when it gives none.</summary>
    [Field(2, "responseKind")] public MetaGroupVersionKind? ResponseKind { get; init; }
    /// <summary>Whether objects live in a namespace. One of: Cluster, Namespaced.</summary>
    [Field(3, "scope", Always = true), Required] public string Scope { get; init; } = "";
    /// <summary>One such object in lower case, as kubectl also accepts it.</summary>
    [Field(4, "singularResource", Always = true), Required] public string SingularResource { get; init; } = "";
    /// <summary>What can be done: get, list, watch, create, update, patch, delete, deletecollection.</summary>
    [Field(5, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>What kubectl accepts in place of the plural.</summary>
    [Field(6, "shortNames"), SetList] public IReadOnlyList<string> ShortNames { get; init; } = [];
    /// <summary>Names for several resources at once: all.</summary>
    [Field(7, "categories"), SetList] public IReadOnlyList<string> Categories { get; init; } = [];
    /// <summary>Its subresources.</summary>
    [Field(8, "subresources"), MapList("subresource")]
    public IReadOnlyList<APISubresourceDiscovery> Subresources { get; init; } = [];
}
