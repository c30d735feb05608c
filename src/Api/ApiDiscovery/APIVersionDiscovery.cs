namespace Kubesharp.Api.ApiDiscovery;

/// <summary>One version of a group.</summary>
[Definition("io.k8s.api.apidiscovery.v2.APIVersionDiscovery")]
public sealed partial record APIVersionDiscovery
{
    /// <summary>The value with nothing set.</summary>
    public static APIVersionDiscovery Empty { get; } = new();

    /// <summary>The version: v1.</summary>
    [Field(1, "version", Always = true), Required] public string Version { get; init; } = "";
    /// <summary>Its resources.</summary>
    [Field(2, "resources"), MapList("resource")]
    public IReadOnlyList<APIResourceDiscovery> Resources { get; init; } = [];
    /// <summary>
    /// Whether this is up to date, or what was last known of a server that cannot be reached. One of: Current, Stale.
    /// </summary>
    [Field(3, "freshness")] public string Freshness { get; init; } = "";
}
