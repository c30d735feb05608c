using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource.V1Beta2;

/// <summary>Devices that a driver offers, or a part of them.</summary>
[ApiResource("resource.k8s.io/v1beta2", "ResourceSlice", "resourceslices", Namespaced = false)]
[Definition("io.k8s.api.resource.v1beta2.ResourceSlice")]
public sealed partial record ResourceSlice : ApiObject
{
    /// <summary>The devices.</summary>
    [Field(2, "spec", Always = true), Required] public ResourceSliceSpec Spec { get; init; } = ResourceSliceSpec.Empty;
}

/// <summary>
/// Devices that a driver offers. Exactly one of nodeName, nodeSelector, allNodes and perDeviceNodeSelection is set.
/// </summary>
[Definition("io.k8s.api.resource.v1beta2.ResourceSliceSpec")]
public sealed partial record ResourceSliceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceSliceSpec Empty { get; } = new();

    /// <summary>The driver's name. Cannot be changed.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>The pool that they belong to.</summary>
    [Field(2, "pool", Always = true), Required] public ResourcePool Pool { get; init; } = ResourcePool.Empty;
    /// <summary>The node they are on. Cannot be changed.</summary>
    [Field(3, "nodeName")] public string? NodeName { get; init; }
    /// <summary>The nodes from which they can be reached.</summary>
    [Field(4, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>All nodes can reach them.</summary>
    [Field(5, "allNodes")] public bool? AllNodes { get; init; }
    /// <summary>The devices. At most 128.</summary>
    [Field(6, "devices"), Atomic] public IReadOnlyList<Device> Devices { get; init; } = [];
    /// <summary>Each device says for itself.</summary>
    [Field(7, "perDeviceNodeSelection")] public bool? PerDeviceNodeSelection { get; init; }
    /// <summary>Amounts that the devices share. At most 8.</summary>
    [Field(8, "sharedCounters"), Atomic] public IReadOnlyList<CounterSet> SharedCounters { get; init; } = [];
}
