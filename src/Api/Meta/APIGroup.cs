namespace Kubesharp.Api.Meta;

/// <summary>A API group.</summary>
[ApiKind("v1", "APIGroup")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroup")]
public sealed partial record APIGroup : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIGroup Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Versions.</summary>
    [Field(2, "versions", Always = true), Required, Atomic]
    public IReadOnlyList<GroupVersionForDiscovery> Versions { get; init; } = [];
    /// <summary>Preferred version.</summary>
    [Field(3, "preferredVersion")]
    public GroupVersionForDiscovery PreferredVersion { get; init; } = GroupVersionForDiscovery.Empty;
    /// <summary>Server address by client CID rs.</summary>
    [Field(4, "serverAddressByClientCIDRs"), Atomic]
    public IReadOnlyList<ServerAddressByClientCIDR> ServerAddressByClientCIDRs { get; init; } = [];
}
