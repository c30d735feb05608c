namespace Kubesharp.Api.Autoscaling;

/// <summary>Where a container resource metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v1.ContainerResourceMetricSource")]
public sealed partial record ContainerResourceMetricSource
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResourceMetricSource Empty { get; } = new();

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
    /// <summary>Container.</summary>
    [Field(5, "container", Always = true), Required] public string Container { get; init; } = "";
}
