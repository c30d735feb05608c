namespace Kubesharp.Api.Autoscaling;

/// <summary>The measured use of a resource in one container of each Pod.</summary>
[Definition("io.k8s.api.autoscaling.v1.ContainerResourceMetricStatus")]
public sealed partial record ContainerResourceMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResourceMetricStatus Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>
    /// The use as a percentage of what the containers request, averaged over the Pods. Absent without a request.
    /// </summary>
    [Field(2, "currentAverageUtilization")] public int? CurrentAverageUtilization { get; init; }
    /// <summary>The use as an amount, averaged over the Pods.</summary>
    [Field(3, "currentAverageValue", Always = true), Required] public Quantity CurrentAverageValue { get; init; }
    /// <summary>The container's name.</summary>
    [Field(4, "container", Always = true), Required] public string Container { get; init; } = "";
}
