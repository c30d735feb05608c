using Kubesharp.Api.Core;

namespace Kubesharp.Api.Resource;

/// <summary>A resource slice.</summary>
[ApiResource("resource.k8s.io/v1", "ResourceSlice", "resourceslices", Namespaced = false)]
[Definition("io.k8s.api.resource.v1.ResourceSlice")]
public sealed partial record ResourceSlice : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public ResourceSliceSpec Spec { get; init; } = ResourceSliceSpec.Empty;
}

/// <summary>What a ResourceSlice should be.</summary>
[Definition("io.k8s.api.resource.v1.ResourceSliceSpec")]
public sealed partial record ResourceSliceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceSliceSpec Empty { get; } = new();

    /// <summary>Driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Pool.</summary>
    [Field(2, "pool", Always = true), Required] public ResourcePool Pool { get; init; } = ResourcePool.Empty;
    /// <summary>Node name.</summary>
    [Field(3, "nodeName")] public string? NodeName { get; init; }
    /// <summary>Node selector.</summary>
    [Field(4, "nodeSelector")] public NodeSelector? NodeSelector { get; init; }
    /// <summary>All nodes.</summary>
    [Field(5, "allNodes")] public bool? AllNodes { get; init; }
    /// <summary>Devices.</summary>
    [Field(6, "devices"), Atomic] public IReadOnlyList<Device> Devices { get; init; } = [];
    /// <summary>Per device node selection.</summary>
    [Field(7, "perDeviceNodeSelection")] public bool? PerDeviceNodeSelection { get; init; }
    /// <summary>Shared counters.</summary>
    [Field(8, "sharedCounters"), Atomic] public IReadOnlyList<CounterSet> SharedCounters { get; init; } = [];
}
