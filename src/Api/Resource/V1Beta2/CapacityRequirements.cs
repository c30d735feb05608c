namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>How much of a device's capacity is wanted.</summary>
[Definition("io.k8s.api.resource.v1beta2.CapacityRequirements")]
public sealed partial record CapacityRequirements
{
    /// <summary>The value with nothing set.</summary>
    public static CapacityRequirements Empty { get; } = new();

    /// <summary>The amounts, by the capacity's name.</summary>
    [Field(1, "requests")] public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Maps.None<Quantity>();
}
