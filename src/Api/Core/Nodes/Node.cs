namespace Kubesharp.Api.Core;

/// <summary>A machine that runs Pods.</summary>
[ApiResource("v1", "Node", "nodes", Namespaced = false, ShortNames = ["no"],
    Subresources = ["proxy", "status"])]
[Definition("io.k8s.api.core.v1.Node")]
public sealed partial record Node : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public NodeSpec Spec { get; init; } = NodeSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public NodeStatus Status { get; init; } = NodeStatus.Empty;
}

/// <summary>What a Node should be.</summary>
[Definition("io.k8s.api.core.v1.NodeSpec")]
public sealed partial record NodeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSpec Empty { get; } = new();

    /// <summary>Pod CIDR.</summary>
    [Field(1, "podCIDR")] public string PodCIDR { get; init; } = "";
    /// <summary>Pod CID rs. No value occurs twice.</summary>
    [Field(7, "podCIDRs"), SetList, PatchStrategy("merge")] public IReadOnlyList<string> PodCIDRs { get; init; } = [];
    /// <summary>Provider ID.</summary>
    [Field(3, "providerID")] public string ProviderID { get; init; } = "";
    /// <summary>Unschedulable.</summary>
    [Field(4, "unschedulable")] public bool Unschedulable { get; init; }
    /// <summary>Taints.</summary>
    [Field(5, "taints"), Atomic] public IReadOnlyList<Taint> Taints { get; init; } = [];
    /// <summary>Config source.</summary>
    [Field(6, "configSource")] public NodeConfigSource? ConfigSource { get; init; }
    /// <summary>External ID.</summary>
    [Field(2, "externalID")] public string ExternalID { get; init; } = "";
}

/// <summary>What is observed of a Node.</summary>
[Definition("io.k8s.api.core.v1.NodeStatus")]
public sealed partial record NodeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeStatus Empty { get; } = new();

    /// <summary>Capacity.</summary>
    [Field(1, "capacity")] public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Maps.None<Quantity>();
    /// <summary>Allocatable.</summary>
    [Field(2, "allocatable")]
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = Maps.None<Quantity>();
    /// <summary>Phase. One of: Pending, Running, Terminated.</summary>
    [Field(3, "phase")] public string Phase { get; init; } = "";
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(4, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<NodeCondition> Conditions { get; init; } = [];
    /// <summary>Addresses. A list keyed by type.</summary>
    [Field(5, "addresses"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];
    /// <summary>Daemon endpoints.</summary>
    [Field(6, "daemonEndpoints")] public NodeDaemonEndpoints DaemonEndpoints { get; init; } = NodeDaemonEndpoints.Empty;
    /// <summary>Node info.</summary>
    [Field(7, "nodeInfo")] public NodeSystemInfo NodeInfo { get; init; } = NodeSystemInfo.Empty;
    /// <summary>Images.</summary>
    [Field(8, "images"), Atomic] public IReadOnlyList<ContainerImage> Images { get; init; } = [];
    /// <summary>Volumes in use.</summary>
    [Field(9, "volumesInUse"), Atomic] public IReadOnlyList<string> VolumesInUse { get; init; } = [];
    /// <summary>Volumes attached.</summary>
    [Field(10, "volumesAttached"), Atomic] public IReadOnlyList<AttachedVolume> VolumesAttached { get; init; } = [];
    /// <summary>Config.</summary>
    [Field(11, "config")] public NodeConfigStatus? Config { get; init; }
    /// <summary>Runtime handlers.</summary>
    [Field(12, "runtimeHandlers"), Atomic] public IReadOnlyList<NodeRuntimeHandler> RuntimeHandlers { get; init; } = [];
    /// <summary>Features.</summary>
    [Field(13, "features")] public NodeFeatures? Features { get; init; }
    /// <summary>Declared features.</summary>
    [Field(14, "declaredFeatures"), Atomic] public IReadOnlyList<string> DeclaredFeatures { get; init; } = [];
}

/// <summary>One observed condition of a Node.</summary>
[Definition("io.k8s.api.core.v1.NodeCondition")]
public sealed partial record NodeCondition
{
    /// <summary>The value with nothing set.</summary>
    public static NodeCondition Empty { get; } = new();

    /// <summary>Type. One of: Ready, MemoryPressure, DiskPressure, PIDPressure, NetworkUnavailable.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>Last heartbeat time.</summary>
    [Field(3, "lastHeartbeatTime", Always = true)] public Time? LastHeartbeatTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}
