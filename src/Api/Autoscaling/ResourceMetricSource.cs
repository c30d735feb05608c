namespace Kubesharp.Api.Autoscaling;

/// <summary>Scales by the use of a resource by the Pods.</summary>
[Definition("io.k8s.api.autoscaling.v1.ResourceMetricSource")]
public sealed partial record ResourceMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceMetricSource Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The use to aim at, as a percentage of what the Pods request, averaged over them.</summary>
    [Field(2, "targetAverageUtilization")] public int? TargetAverageUtilization { get; init; }
    /// <summary>The use to aim at, as an amount, averaged over the Pods.</summary>
    [Field(3, "targetAverageValue")] public Quantity? TargetAverageValue { get; init; }
}
