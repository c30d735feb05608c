namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>What a figure was when it was last measured.</summary>
[Definition("io.k8s.api.autoscaling.v2.MetricValueStatus")]
public sealed partial record MetricValueStatus
{
    /// <summary>The value with nothing set.</summary>
    public static MetricValueStatus Empty { get; } = new();

    /// <summary>The amount.</summary>
    [Field(1, "value")] public Quantity? Value { get; init; }
    /// <summary>The amount for each Pod.</summary>
    [Field(2, "averageValue")] public Quantity? AverageValue { get; init; }
    /// <summary>The percentage of the request, averaged over the Pods.</summary>
    [Field(3, "averageUtilization")] public int? AverageUtilization { get; init; }
}
