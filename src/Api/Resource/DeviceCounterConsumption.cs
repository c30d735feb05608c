namespace Kubesharp.Api.Resource;

/// <summary>A device counter consumption.</summary>
[Definition("io.k8s.api.resource.v1.DeviceCounterConsumption")]
public sealed partial record DeviceCounterConsumption
{
    /// <summary>The value with nothing set.</summary>
    public static DeviceCounterConsumption Empty { get; } = new();

    /// <summary>Counter set.</summary>
    [Field(1, "counterSet", Always = true), Required] public string CounterSet { get; init; } = "";
    /// <summary>Counters.</summary>
    [Field(2, "counters"), Required]
    public IReadOnlyDictionary<string, Counter> Counters { get; init; } = Maps.None<Counter>();
}
