namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>Amounts that several devices share, such as the memory of a card that can be split.</summary>
[Definition("io.k8s.api.resource.v1beta1.CounterSet")]
public sealed partial record CounterSet
{
    /// <summary>The value with nothing set.</summary>
    public static CounterSet Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the pool.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The amounts, by name. At most 32.</summary>
    [Field(2, "counters"), Required]
    public IReadOnlyDictionary<string, Counter> Counters { get; init; } = Maps.None<Counter>();
}
