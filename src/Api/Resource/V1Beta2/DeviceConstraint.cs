namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>What devices must have in common. Exactly one of matchAttribute and distinctAttribute is set.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceConstraint")]
public sealed partial record DeviceConstraint
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceConstraint Empty { get; } = new();

    /// <summary>The requests that it is for. Empty: all.</summary>
    [Field(1, "requests"), Atomic] public IReadOnlyList<string> Requests { get; init; } = [];
    /// <summary>The devices must be equal in this attribute: DOMAIN/NAME.</summary>
    [Field(2, "matchAttribute")] public string? MatchAttribute { get; init; }
    /// <summary>The devices must all differ in this attribute: DOMAIN/NAME.</summary>
    [Field(3, "distinctAttribute")] public string? DistinctAttribute { get; init; }
}
