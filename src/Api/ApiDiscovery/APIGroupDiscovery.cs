namespace Kubesharp.Api.ApiDiscovery;

/// <summary>A group with all its versions and their resources.</summary>
[ApiKind("apidiscovery.k8s.io/v2", "APIGroupDiscovery")]
[Definition("io.k8s.api.apidiscovery.v2.APIGroupDiscovery")]
public sealed partial record APIGroupDiscovery : ApiObject
{
    /// <summary>The versions, the preferred one first.</summary>
    [Field(2, "versions"), MapList("version")] public IReadOnlyList<APIVersionDiscovery> Versions { get; init; } = [];
}
