using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>What is known of a device.</summary>
[Definition("io.k8s.api.resource.v1beta1.BasicDevice")]
public sealed partial record BasicDevice
{
    /// <summary>The value with nothing set.</summary>
    public static BasicDevice Empty { get; } = new();

    /// <summary>What is known of it, by name. With capacity at most 32.</summary>
    [Field(1, "attributes")]
    public IReadOnlyDictionary<string, DeviceAttribute> Attributes { get; init; } = Maps.None<DeviceAttribute>();
    /// <summary>How much of something it has, by name.</summary>
    [Field(2, "capacity")]
    public IReadOnlyDictionary<string, DeviceCapacity> Capacity { get; init; } = Maps.None<DeviceCapacity>();
    /// <summary>What it takes of shared amounts. At most 2 sets.</summary>
    [Field(3, "consumesCounters"), Atomic]
    public IReadOnlyList<DeviceCounterConsumption> ConsumesCounters { get; init; } = [];
    /// <summary>The node it is on. Only with perDeviceNodeSelection.</summary>
    [Field(4, "nodeName")] public string? NodeName { get; init; }
    /// <summary>The nodes from which it can be reached. Only with perDeviceNodeSelection.</summary>
    [Field(5, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>All nodes can reach it. Only with perDeviceNodeSelection.</summary>
    [Field(6, "allNodes")] public bool? AllNodes { get; init; }
    /// <summary>What keeps claims and Pods away that do not tolerate it. At most 16.</summary>
    [Field(7, "taints"), Atomic] public IReadOnlyList<DeviceTaint> Taints { get; init; } = [];
    /// <summary>A claim that gets it is bound to the node that was chosen for the Pod.</summary>
    [Field(8, "bindsToNode")] public bool? BindsToNode { get; init; }
    /// <summary>Conditions that must be True before the Pod is bound to the node. At most 4.</summary>
    [Field(9, "bindingConditions"), Atomic] public IReadOnlyList<string> BindingConditions { get; init; } = [];
    /// <summary>Conditions of which one that is True makes the scheduler begin anew. At most 4.</summary>
    [Field(10, "bindingFailureConditions"), Atomic]
    public IReadOnlyList<string> BindingFailureConditions { get; init; } = [];
    /// <summary>Whether several claims may share it. Defaults to false.</summary>
    [Field(11, "allowMultipleAllocations")] public bool? AllowMultipleAllocations { get; init; }
    /// <summary>What it takes of a node's allocatable resources, by resource.</summary>
    [Field(12, "nodeAllocatableResourceMappings")]
    public IReadOnlyDictionary<string, NodeAllocatableResourceMapping> NodeAllocatableResourceMappings { get; init; } =
        Maps.None<NodeAllocatableResourceMapping>();
}
