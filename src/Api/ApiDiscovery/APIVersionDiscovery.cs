namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A API version discovery.</summary>
[Definition("io.k8s.api.apidiscovery.v2.APIVersionDiscovery")]
public sealed partial record APIVersionDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static APIVersionDiscovery Empty { get; } = new();

    /// <summary>Version.</summary>
    [Field(1, "version", Always = true), Required] public string Version { get; init; } = "";
    /// <summary>Resources. A list keyed by resource.</summary>
    [Field(2, "resources"), MapList("resource")]
    public IReadOnlyList<APIResourceDiscovery> Resources { get; init; } = [];
    /// <summary>Freshness. One of: Current, Stale.</summary>
    [Field(3, "freshness")] public string Freshness { get; init; } = "";
}
