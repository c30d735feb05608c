namespace Kubesharp.Api.Storage;

/// <summary>A CSI node driver.</summary>
[Definition("io.k8s.api.storage.v1.CSINodeDriver")]
public sealed partial record CSINodeDriver
{
    /// <summary>The value with nothing set.</summary>
    public static CSINodeDriver Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Node ID.</summary>
    [Field(2, "nodeID", Always = true), Required] public string NodeID { get; init; } = "";
    /// <summary>Topology keys.</summary>
    [Field(3, "topologyKeys", Always = true), Atomic] public IReadOnlyList<string> TopologyKeys { get; init; } = [];
    /// <summary>Allocatable.</summary>
    [Field(4, "allocatable")] public VolumeNodeResources? Allocatable { get; init; }
}
