namespace Kubesharp.Api.Discovery;

/// <summary>Some of the addresses behind a Service.</summary>
[ApiResource("discovery.k8s.io/v1", "EndpointSlice", "endpointslices")]
[Definition("io.k8s.api.discovery.v1.EndpointSlice")]
public sealed partial record EndpointSlice : ApiObject
{
    /// <summary>Address type.</summary>
    [Field(4, "addressType", Always = true), Required] public string AddressType { get; init; } = "";
    /// <summary>Endpoints.</summary>
    [Field(2, "endpoints", Always = true), Atomic] public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];
    /// <summary>Ports.</summary>
    [Field(3, "ports", Always = true), Atomic] public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}
