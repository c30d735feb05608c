namespace Kubesharp.Api.Resource;

/// <summary>A capacity requirements.</summary>
[Definition("io.k8s.api.resource.v1.CapacityRequirements")]
public sealed partial record CapacityRequirements
{
    /// <summary>The value with nothing set.</summary>
    public static CapacityRequirements Empty { get; } = new();

    /// <summary>Requests.</summary>
    [Field(1, "requests")] public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Maps.None<Quantity>();
}
