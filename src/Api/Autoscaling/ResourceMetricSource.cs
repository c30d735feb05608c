namespace Kubesharp.Api.Autoscaling;

/// <summary>Where a resource metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v1.ResourceMetricSource")]
public sealed partial record ResourceMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceMetricSource Empty { get; } = new();

    /// <summary>
    /// The name. One of: cpu, memory, storage, ephemeral-storage, pods, services, replicationcontrollers,
    /// resourcequotas, secrets, configmaps, persistentvolumeclaims, services.nodeports, services.loadbalancers,
    /// requests.cpu, requests.memory, requests.storage, requests.ephemeral-storage, limits.cpu, limits.memory,
    /// limits.ephemeral-storage.
    /// </summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Target average utilization.</summary>
    [Field(2, "targetAverageUtilization")] public int? TargetAverageUtilization { get; init; }
    /// <summary>Target average value.</summary>
    [Field(3, "targetAverageValue")] public Quantity? TargetAverageValue { get; init; }
}
