namespace Kubesharp.Api.Core;

/// <summary>One way to reach a Node.</summary>
[Definition("io.k8s.api.core.v1.NodeAddress")]
public sealed partial record NodeAddress
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAddress Empty { get; } = new();

    /// <summary>
    /// What sort of address it is. One of: Hostname, InternalIP, ExternalIP, InternalDNS, ExternalDNS.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The address or name.</summary>
    [Field(2, "address", Always = true), Required] public string Address { get; init; } = "";
}
