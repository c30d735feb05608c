namespace Kubesharp.Api.Core;

/// <summary>A machine that runs Pods.</summary>
[ApiResource("v1", "Node", "nodes", Namespaced = false, ShortNames = ["no"],
    Subresources = ["proxy", "status"])]
[Definition("io.k8s.api.core.v1.Node")]
public sealed partial record Node : ApiObject
{
    /// <summary>How it is meant to be used.</summary>
    [Field(2, "spec")] public NodeSpec Spec { get; init; } = NodeSpec.Empty;
    /// <summary>What its kubelet reports.</summary>
    [Field(3, "status")] public NodeStatus Status { get; init; } = NodeStatus.Empty;
}

/// <summary>How a Node is meant to be used.</summary>
[Definition("io.k8s.api.core.v1.NodeSpec")]
public sealed partial record NodeSpec
{
    /// <summary>The value with nothing set.</summary>
    public static NodeSpec Empty { get; } = new();

    /// <summary>
    /// The network that addresses of its Pods come from; the same as the first of podCIDRs. Cannot be changed once set.
    /// </summary>
    [Field(1, "podCIDR")] public string PodCIDR { get; init; } = "";
    /// <summary>
    /// The networks that addresses of its Pods come from: one, or one of IPv4 and one of IPv6. Cannot be changed once
    /// set.
    /// </summary>
    [Field(7, "podCIDRs"), SetList, PatchStrategy("merge")] public IReadOnlyList<string> PodCIDRs { get; init; } = [];
    /// <summary>What the cloud provider calls the machine: PROVIDER://ID. Cannot be changed once set.</summary>
    [Field(3, "providerID")] public string ProviderID { get; init; } = "";
    /// <summary>While true no new Pods are scheduled to it; those there stay. kubectl cordon sets it.</summary>
    [Field(4, "unschedulable")] public bool Unschedulable { get; init; }
    /// <summary>What keeps Pods away that do not tolerate it. One entry for each key and effect.</summary>
    [Field(5, "taints"), Atomic] public IReadOnlyList<Taint> Taints { get; init; } = [];
    /// <summary>No longer used.</summary>
    [Field(6, "configSource")] public NodeConfigSource? ConfigSource { get; init; }
    /// <summary>No longer used.</summary>
    [Field(2, "externalID")] public string ExternalID { get; init; } = "";
}

/// <summary>What a Node's kubelet reports.</summary>
[Definition("io.k8s.api.core.v1.NodeStatus")]
public sealed partial record NodeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NodeStatus Empty { get; } = new();

    /// <summary>How much of each resource the machine has.</summary>
    [Field(1, "capacity")] public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Maps.None<Quantity>();
    /// <summary>How much of it Pods may use, after what is reserved for the system.</summary>
    [Field(2, "allocatable")]
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init; } = Maps.None<Quantity>();
    /// <summary>No longer filled. One of: Pending, Running, Terminated.</summary>
    [Field(3, "phase")] public string Phase { get; init; } = "";
    /// <summary>Whether it is ready and short of something, one entry for each type.</summary>
    [Field(4, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<NodeCondition> Conditions { get; init; } = [];
    /// <summary>How it can be reached. The first of a type counts.</summary>
    [Field(5, "addresses"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<NodeAddress> Addresses { get; init; } = [];
    /// <summary>The ports that its daemons listen on.</summary>
    [Field(6, "daemonEndpoints")] public NodeDaemonEndpoints DaemonEndpoints { get; init; } = NodeDaemonEndpoints.Empty;
    /// <summary>What machine and system it is.</summary>
    [Field(7, "nodeInfo")] public NodeSystemInfo NodeInfo { get; init; } = NodeSystemInfo.Empty;
    /// <summary>Images on its disk, the largest 50.</summary>
    [Field(8, "images"), Atomic] public IReadOnlyList<ContainerImage> Images { get; init; } = [];
    /// <summary>Volumes that are mounted or about to be, so that they are not detached.</summary>
    [Field(9, "volumesInUse"), Atomic] public IReadOnlyList<string> VolumesInUse { get; init; } = [];
    /// <summary>Volumes that are attached to it.</summary>
    [Field(10, "volumesAttached"), Atomic] public IReadOnlyList<AttachedVolume> VolumesAttached { get; init; } = [];
    /// <summary>No longer used.</summary>
    [Field(11, "config")] public NodeConfigStatus? Config { get; init; }
    /// <summary>The container runtime's handlers, and what each can do.</summary>
    [Field(12, "runtimeHandlers"), Atomic] public IReadOnlyList<NodeRuntimeHandler> RuntimeHandlers { get; init; } = [];
    /// <summary>What the container runtime as a whole can do.</summary>
    [Field(13, "features")] public NodeFeatures? Features { get; init; }
    /// <summary>
    /// Features of the kubelet that Pods may depend on, in alphabetical order; the scheduler looks at them.
    /// </summary>
    [Field(14, "declaredFeatures"), Atomic] public IReadOnlyList<string> DeclaredFeatures { get; init; } = [];
}

/// <summary>One observed condition of a Node.</summary>
[Definition("io.k8s.api.core.v1.NodeCondition")]
public sealed partial record NodeCondition
{
    /// <summary>The value with nothing set.</summary>
    public static NodeCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about: it is healthy, it is short of memory, disk or processes, its network is not set up.
    /// One of: Ready, MemoryPressure, DiskPressure, PIDPressure, NetworkUnavailable.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. Unknown: the kubelet has not been heard of. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the kubelet last reported it.</summary>
    [Field(3, "lastHeartbeatTime", Always = true)] public Time? LastHeartbeatTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}
