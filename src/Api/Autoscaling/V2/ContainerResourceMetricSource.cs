namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>Where a container resource metric comes from.</summary>
[Definition("io.k8s.api.autoscaling.v2.ContainerResourceMetricSource")]
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
    /// <summary>Target.</summary>
    [Field(2, "target", Always = true), Required] public MetricTarget Target { get; init; } = MetricTarget.Empty;
    /// <summary>Container.</summary>
    [Field(3, "container", Always = true), Required] public string Container { get; init; } = "";
}
