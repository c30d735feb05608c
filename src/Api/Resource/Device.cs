using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource;

/// <summary>A device.</summary>
[Definition("io.k8s.api.resource.v1.Device")]
public sealed partial record Device
{
    /// <summary>The value with nothing set.</summary>
    public static Device Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Attributes.</summary>
    [Field(2, "attributes")]
    public IReadOnlyDictionary<string, DeviceAttribute> Attributes { get; init; } = Maps.None<DeviceAttribute>();
    /// <summary>Capacity.</summary>
    [Field(3, "capacity")]
    public IReadOnlyDictionary<string, DeviceCapacity> Capacity { get; init; } = Maps.None<DeviceCapacity>();
    /// <summary>Consumes counters.</summary>
    [Field(4, "consumesCounters"), Atomic]
    public IReadOnlyList<DeviceCounterConsumption> ConsumesCounters { get; init; } = [];
    /// <summary>Node name.</summary>
    [Field(5, "nodeName")] public string? NodeName { get; init; }
    /// <summary>Node selector.</summary>
    [Field(6, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>All nodes.</summary>
    [Field(7, "allNodes")] public bool? AllNodes { get; init; }
    /// <summary>Taints.</summary>
    [Field(8, "taints"), Atomic] public IReadOnlyList<DeviceTaint> Taints { get; init; } = [];
    /// <summary>Binds to node.</summary>
    [Field(9, "bindsToNode")] public bool? BindsToNode { get; init; }
    /// <summary>Binding conditions.</summary>
    [Field(10, "bindingConditions"), Atomic] public IReadOnlyList<string> BindingConditions { get; init; } = [];
    /// <summary>Binding failure conditions.</summary>
    [Field(11, "bindingFailureConditions"), Atomic]
    public IReadOnlyList<string> BindingFailureConditions { get; init; } = [];
    /// <summary>Allow multiple allocations.</summary>
    [Field(12, "allowMultipleAllocations")] public bool? AllowMultipleAllocations { get; init; }
    /// <summary>Node allocatable resource mappings.</summary>
    [Field(13, "nodeAllocatableResourceMappings")]
    public IReadOnlyDictionary<string, NodeAllocatableResourceMapping> NodeAllocatableResourceMappings { get; init; } =
        Maps.None<NodeAllocatableResourceMapping>();
}
