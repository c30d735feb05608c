namespace Kubesharp.Api.Discovery;

/// <summary>Some of the addresses behind a Service; the label kubernetes.io/service-name says which.</summary>
[ApiResource("discovery.k8s.io/v1", "EndpointSlice", "endpointslices")]
[Definition("io.k8s.api.discovery.v1.EndpointSlice")]
public sealed partial record EndpointSlice : ApiObject
{
    /// <summary>What sort of addresses. Cannot be changed. FQDN is deprecated. One of: IPv4, IPv6, FQDN.</summary>
    [Field(4, "addressType", Always = true), Required] public string AddressType { get; init; } = "";
    /// <summary>The addresses. At most 1000.</summary>
    [Field(2, "endpoints", Always = true), Atomic] public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];
    /// <summary>Their ports. Empty: none are known. At most 100.</summary>
    [Field(3, "ports", Always = true), Atomic] public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}
