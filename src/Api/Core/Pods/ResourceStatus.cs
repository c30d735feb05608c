namespace Kubesharp.Api.Core;

/// <summary>What is observed of a Resource.</summary>
[Definition("io.k8s.api.core.v1.ResourceStatus")]
public sealed partial record ResourceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceStatus Empty { get; } = new();

    /// <summary>
    /// The name. One of: cpu, memory, storage, ephemeral-storage, pods, services, replicationcontrollers,
    /// resourcequotas, secrets, configmaps, persistentvolumeclaims, services.nodeports, services.loadbalancers,
    /// requests.cpu, requests.memory, requests.storage, requests.ephemeral-storage, limits.cpu, limits.memory,
    /// limits.ephemeral-storage.
    /// </summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Resources. A list keyed by resourceID.</summary>
    [Field(2, "resources"), MapList("resourceID")] public IReadOnlyList<ResourceHealth> Resources { get; init; } = [];
}
