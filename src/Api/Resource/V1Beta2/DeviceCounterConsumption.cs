namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>What a device takes of shared amounts.</summary>
[Definition("io.k8s.api.resource.v1beta2.DeviceCounterConsumption")]
public sealed partial record DeviceCounterConsumption
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceCounterConsumption Empty { get; } = new();

    /// <summary>The set.</summary>
    [Field(1, "counterSet", Always = true), Required] public string CounterSet { get; init; } = "";
    /// <summary>How much, by name.</summary>
    [Field(2, "counters"), Required]
    public IReadOnlyDictionary<string, Counter> Counters { get; init; } = Maps.None<Counter>();
}
