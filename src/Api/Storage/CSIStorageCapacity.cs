using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Storage;

/// <summary>A CSI storage capacity.</summary>
[ApiResource("storage.k8s.io/v1", "CSIStorageCapacity", "csistoragecapacities")]
[Definition("io.k8s.api.storage.v1.CSIStorageCapacity")]
public sealed partial record CSIStorageCapacity : ApiObject
{
    /// <summary>Node topology.</summary>
    [Field(2, "nodeTopology")] public LabelSelector? NodeTopology { get; init; }
    /// <summary>Storage class name.</summary>
    [Field(3, "storageClassName", Always = true), Required] public string StorageClassName { get; init; } = "";
    /// <summary>Capacity.</summary>
    [Field(4, "capacity")] public Quantity? Capacity { get; init; }
    /// <summary>Maximum volume size.</summary>
    [Field(5, "maximumVolumeSize")] public Quantity? MaximumVolumeSize { get; init; }
}
