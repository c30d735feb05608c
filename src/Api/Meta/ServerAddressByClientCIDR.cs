namespace Kubesharp.Api.Meta;

/// <summary>The address of the server for clients of one network.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR")]
public sealed partial record ServerAddressByClientCIDR
{
    /// <summary>The value with nothing set.</summary>
    public static ServerAddressByClientCIDR Empty { get; } = new();

    /// <summary>The network that the client's address must be in: 10.0.0.0/8.</summary>
    [Field(1, "clientCIDR", Always = true), Required] public string ClientCIDR { get; init; } = "";
    /// <summary>Host name or address, with a port where it is not the usual one.</summary>
    [Field(2, "serverAddress", Always = true), Required] public string ServerAddress { get; init; } = "";
}
