namespace Kubesharp.Api.Resource;

/// <summary>A device constraint.</summary>
[Definition("io.k8s.api.resource.v1.DeviceConstraint")]
public sealed partial record DeviceConstraint
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceConstraint Empty { get; } = new();

    /// <summary>Requests.</summary>
    [Field(1, "requests"), Atomic] public IReadOnlyList<string> Requests { get; init; } = [];
    /// <summary>Match attribute.</summary>
    [Field(2, "matchAttribute")] public string? MatchAttribute { get; init; }
    /// <summary>Distinct attribute.</summary>
    [Field(3, "distinctAttribute")] public string? DistinctAttribute { get; init; }
}
