namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>What is observed of a MetricValue.</summary>
[Definition("io.k8s.api.autoscaling.v2.MetricValueStatus")]
public sealed partial record MetricValueStatus
{
    /// <summary>The value with nothing set.</summary>
    public static MetricValueStatus Empty { get; } = new();

    /// <summary>Value.</summary>
    [Field(1, "value")] public Quantity? Value { get; init; }
    /// <summary>Average value.</summary>
    [Field(2, "averageValue")] public Quantity? AverageValue { get; init; }
    /// <summary>Average utilization.</summary>
    [Field(3, "averageUtilization")] public int? AverageUtilization { get; init; }
}
