namespace Kubesharp.Api.Autoscaling;

/// <summary>What is observed of a ContainerResourceMetric.</summary>
[Definition("io.k8s.api.autoscaling.v1.ContainerResourceMetricStatus")]
public sealed partial record ContainerResourceMetricStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResourceMetricStatus Empty { get; } = new();

    /// <summary>
    /// The name. One of: cpu, memory, storage, ephemeral-storage, pods, services, replicationcontrollers,
    /// resourcequotas, secrets, configmaps, persistentvolumeclaims, services.nodeports, services.loadbalancers,
    /// requests.cpu, requests.memory, requests.storage, requests.ephemeral-storage, limits.cpu, limits.memory,
    /// limits.ephemeral-storage.
    /// </summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Current average utilization.</summary>
    [Field(2, "currentAverageUtilization")] public int? CurrentAverageUtilization { get; init; }
    /// <summary>Current average value.</summary>
    [Field(3, "currentAverageValue", Always = true), Required] public Quantity CurrentAverageValue { get; init; }
    /// <summary>Container.</summary>
    [Field(4, "container", Always = true), Required] public string Container { get; init; } = "";
}
