namespace Kubesharp.Api.Core;

/// <summary>An endpoint subset.</summary>
[Definition("io.k8s.api.core.v1.EndpointSubset")]
public sealed partial record EndpointSubset
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointSubset Empty { get; } = new();

    /// <summary>Addresses.</summary>
    [Field(1, "addresses"), Atomic] public IReadOnlyList<EndpointAddress> Addresses { get; init; } = [];
    /// <summary>Not ready addresses.</summary>
    [Field(2, "notReadyAddresses"), Atomic] public IReadOnlyList<EndpointAddress> NotReadyAddresses { get; init; } = [];
    /// <summary>Ports.</summary>
    [Field(3, "ports"), Atomic] public IReadOnlyList<EndpointPort> Ports { get; init; } = [];
}
