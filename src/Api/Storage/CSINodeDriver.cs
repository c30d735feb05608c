namespace Kubesharp.Api.Storage;

/// <summary>One storage driver on one node.</summary>
[Definition("io.k8s.api.storage.v1.CSINodeDriver")]
public sealed partial record CSINodeDriver
{
    /// <summary>The value with nothing set.</summary>
    public static CSINodeDriver Empty { get; } = new();

    /// <summary>The driver's name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>What the driver calls the node.</summary>
    [Field(2, "nodeID", Always = true), Required] public string NodeID { get; init; } = "";
    /// <summary>
    /// Labels of nodes that tell the driver where a volume can be reached: topology.example.com/zone.
    /// </summary>
    [Field(3, "topologyKeys", Always = true), Atomic] public IReadOnlyList<string> TopologyKeys { get; init; } = [];
    /// <summary>How many volumes of the driver fit on the node. Absent: no limit is known.</summary>
    [Field(4, "allocatable")] public VolumeNodeResources? Allocatable { get; init; }
}
