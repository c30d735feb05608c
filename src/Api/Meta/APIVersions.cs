namespace Kubesharp.Api.Meta;

/// <summary>The versions of the core group that are served below /api.</summary>
[ApiKind("v1", "APIVersions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIVersions")]
public sealed partial record APIVersions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIVersions Empty { get; } = new();

    /// <summary>The versions that are served.</summary>
    [Field(1, "versions", Always = true), Required, Atomic] public IReadOnlyList<string> Versions { get; init; } = [];
    /// <summary>
    /// Which address of the server clients of which network should use. Empty: the address that the client came by.
    /// </summary>
    [Field(2, "serverAddressByClientCIDRs", Always = true), Required, Atomic]
    public IReadOnlyList<ServerAddressByClientCIDR> ServerAddressByClientCIDRs { get; init; } = [];
}
