using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Storage;

/// <summary>
/// How much a driver has left for one storage class in one part of the cluster. Drivers make them, the scheduler reads
/// them.
/// </summary>
[ApiResource("storage.k8s.io/v1", "CSIStorageCapacity", "csistoragecapacities")]
[Definition("io.k8s.api.storage.v1.CSIStorageCapacity")]
public sealed partial record CSIStorageCapacity : ApiObject
{
    /// <summary>The nodes that can reach the storage. Absent: none; empty: all. Cannot be changed.</summary>
    [Field(2, "nodeTopology")] public LabelSelector? NodeTopology { get; init; }
    /// <summary>The StorageClass. Cannot be changed.</summary>
    [Field(3, "storageClassName", Always = true), Required] public string StorageClassName { get; init; } = "";
    /// <summary>How much is left in all. Absent: not known, so maximumVolumeSize alone counts.</summary>
    [Field(4, "capacity")] public Quantity? Capacity { get; init; }
    /// <summary>The largest volume that can still be made. Absent: capacity counts.</summary>
    [Field(5, "maximumVolumeSize")] public Quantity? MaximumVolumeSize { get; init; }
}
