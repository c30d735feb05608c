using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>A device that a claim can be given.</summary>
[Definition("io.k8s.api.resource.v1beta2.Device")]
public sealed partial record Device
{
    /// <summary>The value with nothing set.</summary>
    public static Device Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the pool.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>What is known of it, by name. With capacity at most 32.</summary>
    [Field(2, "attributes")]
    public IReadOnlyDictionary<string, DeviceAttribute> Attributes { get; init; } = Maps.None<DeviceAttribute>();
    /// <summary>How much of something it has, by name.</summary>
    [Field(3, "capacity")]
    public IReadOnlyDictionary<string, DeviceCapacity> Capacity { get; init; } = Maps.None<DeviceCapacity>();
    /// <summary>What it takes of shared amounts. At most 2 sets.</summary>
    [Field(4, "consumesCounters"), Atomic]
    public IReadOnlyList<DeviceCounterConsumption> ConsumesCounters { get; init; } = [];
    /// <summary>The node it is on. Only with perDeviceNodeSelection.</summary>
    [Field(5, "nodeName")] public string? NodeName { get; init; }
    /// <summary>The nodes from which it can be reached. Only with perDeviceNodeSelection.</summary>
    [Field(6, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>All nodes can reach it. Only with perDeviceNodeSelection.</summary>
    [Field(7, "allNodes")] public bool? AllNodes { get; init; }
    /// <summary>What keeps claims and Pods away that do not tolerate it. At most 16.</summary>
    [Field(8, "taints"), Atomic] public IReadOnlyList<DeviceTaint> Taints { get; init; } = [];
    /// <summary>A claim that gets it is bound to the node that was chosen for the Pod.</summary>
    [Field(9, "bindsToNode")] public bool? BindsToNode { get; init; }
    /// <summary>Conditions that must be True before the Pod is bound to the node. At most 4.</summary>
    [Field(10, "bindingConditions"), Atomic] public IReadOnlyList<string> BindingConditions { get; init; } = [];
    /// <summary>Conditions of which one that is True makes the scheduler begin anew. At most 4.</summary>
    [Field(11, "bindingFailureConditions"), Atomic]
    public IReadOnlyList<string> BindingFailureConditions { get; init; } = [];
    /// <summary>Whether several claims may share it. Defaults to false.</summary>
    [Field(12, "allowMultipleAllocations")] public bool? AllowMultipleAllocations { get; init; }
    /// <summary>What it takes of a node's allocatable resources, by resource.</summary>
    [Field(13, "nodeAllocatableResourceMappings")]
    public IReadOnlyDictionary<string, NodeAllocatableResourceMapping> NodeAllocatableResourceMappings { get; init; } =
        Maps.None<NodeAllocatableResourceMapping>();
}
