using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A subresource, and what can be done with it.</summary>
[Definition("io.k8s.api.apidiscovery.v2.APISubresourceDiscovery")]
public sealed partial record APISubresourceDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static APISubresourceDiscovery Empty { get; } = new();

    /// <summary>Its name: status, scale.</summary>
    [Field(1, "subresource", Always = true), Required] public string Subresource { get; init; } = "";
    /// <summary>The kind that it gives; absent when it gives none.</summary>
    [Field(2, "responseKind")] public MetaGroupVersionKind? ResponseKind { get; init; }
    /// <summary>The kinds that it takes, where they differ from what it gives.</summary>
    [Field(3, "acceptedTypes"), MapList("group", "version", "kind")]
    public IReadOnlyList<MetaGroupVersionKind> AcceptedTypes { get; init; } = [];
    /// <summary>What can be done: get, update, patch, create.</summary>
    [Field(4, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
}
