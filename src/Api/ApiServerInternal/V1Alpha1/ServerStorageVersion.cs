namespace Kubesharp.Api.ApiServerInternal.V1Alpha1;

/// <summary>In which version one server stores a resource.</summary>
[Definition("io.k8s.api.apiserverinternal.v1alpha1.ServerStorageVersion")]
public sealed partial record ServerStorageVersion
{
    /// <summary>The value with nothing set.</summary>
    public static ServerStorageVersion Empty { get; } = new();

    /// <summary>The server.</summary>
    [Field(1, "apiServerID"), Required] public string ApiServerID { get; init; } = "";
    /// <summary>The version it writes.</summary>
    [Field(2, "encodingVersion"), Required] public string EncodingVersion { get; init; } = "";
    /// <summary>The versions it can read. encodingVersion is among them.</summary>
    [Field(3, "decodableVersions"), Required, SetList]
    public IReadOnlyList<string> DecodableVersions { get; init; } = [];
    /// <summary>The versions it serves; some of decodableVersions.</summary>
    [Field(4, "servedVersions"), SetList] public IReadOnlyList<string> ServedVersions { get; init; } = [];
}
