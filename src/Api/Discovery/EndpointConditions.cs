namespace Kubesharp.Api.Discovery;

/// <summary>Whether an endpoint can be used.</summary>
[Definition("io.k8s.api.discovery.v1.EndpointConditions")]
public sealed partial record EndpointConditions
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointConditions Empty { get; } = new();

    /// <summary>
    /// Whether it takes new connections. Absent: yes. Never true while it is ending, unless publishNotReadyAddresses
    /// says so.
    /// </summary>
    [Field(1, "ready")] public bool? Ready { get; init; }
    /// <summary>Whether it takes connections, ending or not. Absent: as ready.</summary>
    [Field(2, "serving")] public bool? Serving { get; init; }
    /// <summary>Whether it is ending. Absent: no.</summary>
    [Field(3, "terminating")] public bool? Terminating { get; init; }
}
