namespace Kubesharp.Api.Resource;

/// <summary>A counter set.</summary>
[Definition("io.k8s.api.resource.v1.CounterSet")]
public sealed partial record CounterSet
{
    /// <summary>The value with nothing set.</summary>
    public static CounterSet Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Counters.</summary>
    [Field(2, "counters"), Required]
    public IReadOnlyDictionary<string, Counter> Counters { get; init; } = Maps.None<Counter>();
}
