using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A API subresource discovery.</summary>
[Definition("io.k8s.api.apidiscovery.v2.APISubresourceDiscovery")]
public sealed partial record APISubresourceDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static APISubresourceDiscovery Empty { get; } = new();

    /// <summary>Subresource.</summary>
    [Field(1, "subresource", Always = true), Required] public string Subresource { get; init; } = "";
    /// <summary>Response kind.</summary>
    [Field(2, "responseKind")] public MetaGroupVersionKind? ResponseKind { get; init; }
    /// <summary>Accepted types. A list keyed by group and version and kind.</summary>
    [Field(3, "acceptedTypes"), MapList("group", "version", "kind")]
    public IReadOnlyList<MetaGroupVersionKind> AcceptedTypes { get; init; } = [];
    /// <summary>Verbs. No value occurs twice.</summary>
    [Field(4, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
}
