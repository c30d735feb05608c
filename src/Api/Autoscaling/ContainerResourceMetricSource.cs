namespace Kubesharp.Api.Autoscaling;

/// <summary>Scales by the use of a resource in one container of each Pod.</summary>
[Definition("io.k8s.api.autoscaling.v1.ContainerResourceMetricSource")]
public sealed partial record ContainerResourceMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResourceMetricSource Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The use to aim at, as a percentage of what the containers request, averaged over the Pods.</summary>
    [Field(2, "targetAverageUtilization")] public int? TargetAverageUtilization { get; init; }
    /// <summary>The use to aim at, as an amount, averaged over the Pods.</summary>
    [Field(3, "targetAverageValue")] public Quantity? TargetAverageValue { get; init; }
    /// <summary>The container's name.</summary>
    [Field(5, "container", Always = true), Required] public string Container { get; init; } = "";
}
