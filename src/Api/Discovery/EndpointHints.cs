namespace Kubesharp.Api.Discovery;

/// <summary>Who should use an endpoint.</summary>
[Definition("io.k8s.api.discovery.v1.EndpointHints")]
public sealed partial record EndpointHints
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointHints Empty { get; } = new();

    /// <summary>Clients in these zones. At most 8.</summary>
    [Field(1, "forZones"), Atomic] public IReadOnlyList<ForZone> ForZones { get; init; } = [];
    /// <summary>Clients on these nodes. At most 8.</summary>
    [Field(2, "forNodes"), Atomic] public IReadOnlyList<ForNode> ForNodes { get; init; } = [];
}
