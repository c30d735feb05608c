namespace Kubesharp.Api.Autoscaling;

/// <summary>The measured use of a resource by the Pods.</summary>
[Definition("io.k8s.api.autoscaling.v1.ResourceMetricStatus")]
public sealed partial record ResourceMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceMetricStatus Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>
    /// The use as a percentage of what the Pods request, averaged over them. Absent without a request.
    /// </summary>
    [Field(2, "currentAverageUtilization")] public int? CurrentAverageUtilization { get; init; }
    /// <summary>The use as an amount, averaged over the Pods.</summary>
    [Field(3, "currentAverageValue", Always = true), Required] public Quantity CurrentAverageValue { get; init; }
}
