namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>What a figure should be. The field that type names is set.</summary>
[Definition("io.k8s.api.autoscaling.v2.MetricTarget")]
public sealed partial record MetricTarget
{
    /// <summary>The value with nothing set.</summary>
    public static MetricTarget Empty { get; } = new();

    /// <summary>
    /// How the target is meant: a percentage of the request, an amount, or an amount for each Pod. One of: Utilization,
    /// Value, AverageValue.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The amount to aim at.</summary>
    [Field(2, "value")] public Quantity? Value { get; init; }
    /// <summary>The amount to aim at for each Pod.</summary>
    [Field(3, "averageValue")] public Quantity? AverageValue { get; init; }
    /// <summary>The percentage of the request to aim at, averaged over the Pods. Only for CPU and memory.</summary>
    [Field(4, "averageUtilization")] public int? AverageUtilization { get; init; }
}
