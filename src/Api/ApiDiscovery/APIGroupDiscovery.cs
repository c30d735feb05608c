namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A API group discovery.</summary>
[ApiKind("apidiscovery.k8s.io/v2", "APIGroupDiscovery")]
[Definition("io.k8s.api.apidiscovery.v2.APIGroupDiscovery")]
public sealed partial record APIGroupDiscovery : ApiObject
{
    /// <summary>Versions. A list keyed by version.</summary>
    [Field(2, "versions"), MapList("version")] public IReadOnlyList<APIVersionDiscovery> Versions { get; init; } = [];
}
