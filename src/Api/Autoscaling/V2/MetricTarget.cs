namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>A metric target.</summary>
[Definition("io.k8s.api.autoscaling.v2.MetricTarget")]
public sealed partial record MetricTarget
{
    /// <summary>The value with nothing set.</summary>
    public static MetricTarget Empty { get; } = new();

    /// <summary>Type. One of: Utilization, Value, AverageValue.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value")] public Quantity? Value { get; init; }
    /// <summary>Average value.</summary>
    [Field(3, "averageValue")] public Quantity? AverageValue { get; init; }
    /// <summary>Average utilization.</summary>
    [Field(4, "averageUtilization")] public int? AverageUtilization { get; init; }
}
