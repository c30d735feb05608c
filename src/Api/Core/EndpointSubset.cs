namespace Kubesharp.Api.Core;

/// <summary>Addresses that have the same ports: each address with each port.</summary>
[Definition("io.k8s.api.core.v1.EndpointSubset")]
public sealed partial record EndpointSubset
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointSubset Empty { get; } = new();

    /// <summary>Those that are ready.</summary>
    [Field(1, "addresses"), Atomic] public IReadOnlyList<EndpointAddress> Addresses { get; init; } = [];
    /// <summary>Those that have not started, are not ready or have failed.</summary>
    [Field(2, "notReadyAddresses"), Atomic] public IReadOnlyList<EndpointAddress> NotReadyAddresses { get; init; } = [];
    /// <summary>The ports. Empty: the addresses have none.</summary>
    [Field(3, "ports"), Atomic] public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}
