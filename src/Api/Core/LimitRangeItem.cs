namespace Kubesharp.Api.Core;

/// <summary>Limits for one sort of object.</summary>
[Definition("io.k8s.api.core.v1.LimitRangeItem")]
public sealed partial record LimitRangeItem
{
    /// <summary>The value with nothing set.</summary>
    public static LimitRangeItem Empty { get; } = new();

    /// <summary>
    /// What it limits: a Pod as a whole, each container, or each claim. One of: Pod, Container, PersistentVolumeClaim.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The most that may be asked for, by resource.</summary>
    [Field(2, "max")] public IReadOnlyDictionary<string, Quantity> Max { get; init; } = Maps.None<Quantity>();
    /// <summary>The least that must be asked for, by resource.</summary>
    [Field(3, "min")] public IReadOnlyDictionary<string, Quantity> Min { get; init; } = Maps.None<Quantity>();
    /// <summary>The limit that a container gets that names none, by resource.</summary>
    [Field(4, "default")] public IReadOnlyDictionary<string, Quantity> Default { get; init; } = Maps.None<Quantity>();
    /// <summary>The request that a container gets that names none, by resource. Defaults to default.</summary>
    [Field(5, "defaultRequest")]
    public IReadOnlyDictionary<string, Quantity> DefaultRequest { get; init; } = Maps.None<Quantity>();
    /// <summary>How many times the request a limit may be, by resource: 2 allows to double it.</summary>
    [Field(6, "maxLimitRequestRatio")]
    public IReadOnlyDictionary<string, Quantity> MaxLimitRequestRatio { get; init; } = Maps.None<Quantity>();
}
