namespace Kubesharp.Api.Core;

/// <summary>A container resize policy.</summary>
[Definition("io.k8s.api.core.v1.ContainerResizePolicy")]
public sealed partial record ContainerResizePolicy
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResizePolicy Empty { get; } = new();

    /// <summary>
    /// Resource name. One of: cpu, memory, storage, ephemeral-storage, pods, services, replicationcontrollers,
    /// resourcequotas, secrets, configmaps, persistentvolumeclaims, services.nodeports, services.loadbalancers,
    /// requests.cpu, requests.memory, requests.storage, requests.ephemeral-storage, limits.cpu, limits.memory,
    /// limits.ephemeral-storage.
    /// </summary>
    [Field(1, "resourceName", Always = true), Required] public string ResourceName { get; init; } = "";
    /// <summary>Restart policy. One of: NotRequired, RestartContainer.</summary>
    [Field(2, "restartPolicy", Always = true), Required] public string RestartPolicy { get; init; } = "";
}
