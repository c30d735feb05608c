namespace Kubesharp.Api.Meta;

/// <summary>A group of the API with the versions of it that are served.</summary>
[ApiKind("v1", "APIGroup")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroup")]
public sealed partial record APIGroup : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIGroup Empty { get; } = new();

    /// <summary>The group's name, as it stands in apiVersion in front of the slash.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The versions that are served, the preferred one first.</summary>
    [Field(2, "versions", Always = true), Required, Atomic]
    public IReadOnlyList<GroupVersionForDiscovery> Versions { get; init; } = [];
    /// <summary>The version that clients should use when they have no reason for another.</summary>
    [Field(3, "preferredVersion")]
    public GroupVersionForDiscovery PreferredVersion { get; init; } = GroupVersionForDiscovery.Empty;
    /// <summary>
    /// Which address of the server clients of which network should use; the first network that contains the client
    /// counts. Empty: the address that the client came by.
    /// </summary>
    [Field(4, "serverAddressByClientCIDRs"), Atomic]
    public IReadOnlyList<ServerAddressByClientCIDR> ServerAddressByClientCIDRs { get; init; } = [];
}
