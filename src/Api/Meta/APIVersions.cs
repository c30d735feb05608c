namespace Kubesharp.Api.Meta;

/// <summary>A API versions.</summary>
[ApiKind("v1", "APIVersions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.APIVersions")]
public sealed partial record APIVersions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static APIVersions Empty { get; } = new();

    /// <summary>Versions.</summary>
    [Field(1, "versions", Always = true), Required, Atomic] public IReadOnlyList<string> Versions { get; init; } = [];
    /// <summary>Server address by client CID rs.</summary>
    [Field(2, "serverAddressByClientCIDRs", Always = true), Required, Atomic]
    public IReadOnlyList<ServerAddressByClientCIDR> ServerAddressByClientCIDRs { get; init; } = [];
}
