namespace Kubesharp.Api.Discovery;

/// <summary>An endpoint hints.</summary>
[Definition("io.k8s.api.discovery.v1.EndpointHints")]
public sealed partial record EndpointHints
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointHints Empty { get; } = new();

    /// <summary>For zones.</summary>
    [Field(1, "forZones"), Atomic] public IReadOnlyList<ForZone> ForZones { get; init; } = [];
    /// <summary>For nodes.</summary>
    [Field(2, "forNodes"), Atomic] public IReadOnlyList<ForNode> ForNodes { get; init; } = [];
}
