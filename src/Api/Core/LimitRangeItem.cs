namespace Kubesharp.Api.Core;

/// <summary>A limit range item.</summary>
[Definition("io.k8s.api.core.v1.LimitRangeItem")]
public sealed partial record LimitRangeItem
{
    /// <summary>The value with nothing set.</summary>
    public static LimitRangeItem Empty { get; } = new();

    /// <summary>Type. One of: Pod, Container, PersistentVolumeClaim.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Max.</summary>
    [Field(2, "max")] public IReadOnlyDictionary<string, Quantity> Max { get; init; } = Maps.None<Quantity>();
    /// <summary>Min.</summary>
    [Field(3, "min")] public IReadOnlyDictionary<string, Quantity> Min { get; init; } = Maps.None<Quantity>();
    /// <summary>Default.</summary>
    [Field(4, "default")] public IReadOnlyDictionary<string, Quantity> Default { get; init; } = Maps.None<Quantity>();
    /// <summary>Default request.</summary>
    [Field(5, "defaultRequest")]
    public IReadOnlyDictionary<string, Quantity> DefaultRequest { get; init; } = Maps.None<Quantity>();
    /// <summary>Max limit request ratio.</summary>
    [Field(6, "maxLimitRequestRatio")]
    public IReadOnlyDictionary<string, Quantity> MaxLimitRequestRatio { get; init; } = Maps.None<Quantity>();
}
