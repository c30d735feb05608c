namespace Kubesharp.Api.Discovery;

/// <summary>An endpoint conditions.</summary>
[Definition("io.k8s.api.discovery.v1.EndpointConditions")]
public sealed partial record EndpointConditions
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointConditions Empty { get; } = new();

    /// <summary>Ready.</summary>
    [Field(1, "ready")] public bool? Ready { get; init; }
    /// <summary>Serving.</summary>
    [Field(2, "serving")] public bool? Serving { get; init; }
    /// <summary>Terminating.</summary>
    [Field(3, "terminating")] public bool? Terminating { get; init; }
}
