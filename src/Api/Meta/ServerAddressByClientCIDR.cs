namespace Kubesharp.Api.Meta;

/// <summary>A server address by client CIDR.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR")]
public sealed partial record ServerAddressByClientCIDR
{
    /// <summary>The value with nothing set.</summary>
    public static ServerAddressByClientCIDR Empty { get; } = new();

    /// <summary>Client CIDR.</summary>
    [Field(1, "clientCIDR", Always = true), Required] public string ClientCIDR { get; init; } = "";
    /// <summary>Server address.</summary>
    [Field(2, "serverAddress", Always = true), Required] public string ServerAddress { get; init; } = "";
}
