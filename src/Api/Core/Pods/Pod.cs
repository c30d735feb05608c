namespace Kubesharp.Api.Core;

/// <summary>Containers that run together on one node.</summary>
[ApiResource("v1", "Pod", "pods", ShortNames = ["po"], Categories = ["all"],
    Subresources = ["attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "proxy",
        "resize", "status"])]
[Definition("io.k8s.api.core.v1.Pod")]
public sealed partial record Pod : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public PodSpec Spec { get; init; } = PodSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public PodStatus Status { get; init; } = PodStatus.Empty;
}

/// <summary>One observed condition of a Pod.</summary>
[Definition("io.k8s.api.core.v1.PodCondition")]
public sealed partial record PodCondition
{
    /// <summary>The value with nothing set.</summary>
    public static PodCondition Empty { get; } = new();

    /// <summary>
    /// Type. One of: ContainersReady, Initialized, Ready, PodScheduled, DisruptionTarget, PodReadyToStartContainers,
    /// PodResizePending, PodResizeInProgress, AllContainersRestarting.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(7, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>Last probe time.</summary>
    [Field(3, "lastProbeTime", Always = true)] public Time? LastProbeTime { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}

/// <summary>What a Pod should be.</summary>
[Definition("io.k8s.api.core.v1.PodSpec")]
public sealed partial record PodSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PodSpec Empty { get; } = new();

    /// <summary>What can be mounted into the containers. A list keyed by name.</summary>
    [Field(1, "volumes"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<Volume> Volumes { get; init; } = [];
    /// <summary>
    /// Run one after another to completion before the containers start; those with restartPolicy Always keep running
    /// beside them. A list keyed by name.
    /// </summary>
    [Field(20, "initContainers"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<Container> InitContainers { get; init; } = [];
    /// <summary>The containers that run together. At least one. A list keyed by name.</summary>
    [Field(2, "containers", Always = true), Required, MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<Container> Containers { get; init; } = [];
    /// <summary>Ephemeral containers. A list keyed by name.</summary>
    [Field(34, "ephemeralContainers"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<EphemeralContainer> EphemeralContainers { get; init; } = [];
    /// <summary>What happens when a container ends. Defaults to Always. One of: Always, OnFailure, Never.</summary>
    [Field(3, "restartPolicy")] public string RestartPolicy { get; init; } = "";
    /// <summary>How long containers may take between the request to stop and the kill. Defaults to 30.</summary>
    [Field(4, "terminationGracePeriodSeconds")] public long? TerminationGracePeriodSeconds { get; init; }
    /// <summary>How long the Pod may be active before it is failed, in seconds.</summary>
    [Field(5, "activeDeadlineSeconds")] public long? ActiveDeadlineSeconds { get; init; }
    /// <summary>
    /// Which resolver settings containers get. Defaults to ClusterFirst. One of: ClusterFirstWithHostNet,
    /// ClusterFirst, Default, None.
    /// </summary>
    [Field(6, "dnsPolicy")] public string DnsPolicy { get; init; } = "";
    /// <summary>Labels that a node must carry.</summary>
    [Field(7, "nodeSelector"), Atomic]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = Maps.None<string>();
    /// <summary>The ServiceAccount that the Pod acts as. Defaults to default.</summary>
    [Field(8, "serviceAccountName")] public string ServiceAccountName { get; init; } = "";
    /// <summary>Service account.</summary>
    [Field(9, "serviceAccount")] public string ServiceAccount { get; init; } = "";
    /// <summary>Automount service account token.</summary>
    [Field(21, "automountServiceAccountToken")] public bool? AutomountServiceAccountToken { get; init; }
    /// <summary>The node that runs the Pod; set by the scheduler through the binding subresource.</summary>
    [Field(10, "nodeName")] public string NodeName { get; init; } = "";
    /// <summary>Use the node's network instead of an own one.</summary>
    [Field(11, "hostNetwork")] public bool HostNetwork { get; init; }
    /// <summary>Host PID.</summary>
    [Field(12, "hostPID")] public bool HostPID { get; init; }
    /// <summary>Host IPC.</summary>
    [Field(13, "hostIPC")] public bool HostIPC { get; init; }
    /// <summary>Share process namespace.</summary>
    [Field(27, "shareProcessNamespace")] public bool? ShareProcessNamespace { get; init; }
    /// <summary>Security context.</summary>
    [Field(14, "securityContext")] public PodSecurityContext? SecurityContext { get; init; }
    /// <summary>Image pull secrets. A list keyed by name.</summary>
    [Field(15, "imagePullSecrets"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init; } = [];
    /// <summary>Hostname.</summary>
    [Field(16, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>Subdomain.</summary>
    [Field(17, "subdomain")] public string Subdomain { get; init; } = "";
    /// <summary>Affinity.</summary>
    [Field(18, "affinity")] public Affinity? Affinity { get; init; }
    /// <summary>Which scheduler places the Pod. Defaults to default-scheduler.</summary>
    [Field(19, "schedulerName")] public string SchedulerName { get; init; } = "";
    /// <summary>The taints that do not keep the Pod from a node.</summary>
    [Field(22, "tolerations"), Atomic] public IReadOnlyList<Toleration> Tolerations { get; init; } = [];
    /// <summary>Host aliases. A list keyed by ip.</summary>
    [Field(23, "hostAliases"), MapList("ip"), PatchStrategy("merge", "ip")]
    public IReadOnlyList<HostAlias> HostAliases { get; init; } = [];
    /// <summary>Priority class name.</summary>
    [Field(24, "priorityClassName")] public string PriorityClassName { get; init; } = "";
    /// <summary>Priority.</summary>
    [Field(25, "priority")] public int? Priority { get; init; }
    /// <summary>Dns config.</summary>
    [Field(26, "dnsConfig")] public PodDNSConfig? DnsConfig { get; init; }
    /// <summary>Readiness gates.</summary>
    [Field(28, "readinessGates"), Atomic] public IReadOnlyList<PodReadinessGate> ReadinessGates { get; init; } = [];
    /// <summary>Runtime class name.</summary>
    [Field(29, "runtimeClassName")] public string? RuntimeClassName { get; init; }
    /// <summary>Enable service links.</summary>
    [Field(30, "enableServiceLinks")] public bool? EnableServiceLinks { get; init; }
    /// <summary>Preemption policy. One of: PreemptLowerPriority, Never.</summary>
    [Field(31, "preemptionPolicy")] public string? PreemptionPolicy { get; init; }
    /// <summary>Overhead.</summary>
    [Field(32, "overhead")]
    public IReadOnlyDictionary<string, Quantity> Overhead { get; init; } = Maps.None<Quantity>();
    /// <summary>Topology spread constraints. A list keyed by topologyKey and whenUnsatisfiable.</summary>
    [Field(33, "topologySpreadConstraints")]
    [MapList("topologyKey", "whenUnsatisfiable")]
    [PatchStrategy("merge", "topologyKey")]
    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];
    /// <summary>Set hostname as FQDN.</summary>
    [Field(35, "setHostnameAsFQDN")] public bool? SetHostnameAsFQDN { get; init; }
    /// <summary>Os.</summary>
    [Field(36, "os")] public PodOS? Os { get; init; }
    /// <summary>Host users.</summary>
    [Field(37, "hostUsers")] public bool? HostUsers { get; init; }
    /// <summary>Scheduling gates. A list keyed by name.</summary>
    [Field(38, "schedulingGates"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<PodSchedulingGate> SchedulingGates { get; init; } = [];
    /// <summary>Resource claims. A list keyed by name.</summary>
    [Field(39, "resourceClaims"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodResourceClaim> ResourceClaims { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(40, "resources")] public ResourceRequirements? Resources { get; init; }
    /// <summary>Hostname override.</summary>
    [Field(41, "hostnameOverride")] public string? HostnameOverride { get; init; }
    /// <summary>Scheduling group.</summary>
    [Field(43, "schedulingGroup")] public PodSchedulingGroup? SchedulingGroup { get; init; }
}

/// <summary>What is observed of a Pod.</summary>
[Definition("io.k8s.api.core.v1.PodStatus")]
public sealed partial record PodStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(17, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>Phase. One of: Pending, Running, Succeeded, Failed, Unknown.</summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<PodCondition> Conditions { get; init; } = [];
    /// <summary>A sentence for people.</summary>
    [Field(3, "message")] public string Message { get; init; } = "";
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>Nominated node name.</summary>
    [Field(11, "nominatedNodeName")] public string NominatedNodeName { get; init; } = "";
    /// <summary>Host IP.</summary>
    [Field(5, "hostIP")] public string HostIP { get; init; } = "";
    /// <summary>Host i ps.</summary>
    [Field(16, "hostIPs"), Atomic, PatchStrategy("merge", "ip")]
    public IReadOnlyList<HostIP> HostIPs { get; init; } = [];
    /// <summary>Pod IP.</summary>
    [Field(6, "podIP")] public string PodIP { get; init; } = "";
    /// <summary>Pod i ps. A list keyed by ip.</summary>
    [Field(12, "podIPs"), MapList("ip"), PatchStrategy("merge", "ip")]
    public IReadOnlyList<PodIP> PodIPs { get; init; } = [];
    /// <summary>Start time.</summary>
    [Field(7, "startTime")] public Time? StartTime { get; init; }
    /// <summary>Init container statuses.</summary>
    [Field(10, "initContainerStatuses"), Atomic]
    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; init; } = [];
    /// <summary>Container statuses.</summary>
    [Field(8, "containerStatuses"), Atomic] public IReadOnlyList<ContainerStatus> ContainerStatuses { get; init; } = [];
    /// <summary>Qos class. One of: Guaranteed, Burstable, BestEffort.</summary>
    [Field(9, "qosClass")] public string QosClass { get; init; } = "";
    /// <summary>Ephemeral container statuses.</summary>
    [Field(13, "ephemeralContainerStatuses"), Atomic]
    public IReadOnlyList<ContainerStatus> EphemeralContainerStatuses { get; init; } = [];
    /// <summary>Resize. One of: InProgress, Deferred, Infeasible.</summary>
    [Field(14, "resize")] public string Resize { get; init; } = "";
    /// <summary>Resource claim statuses. A list keyed by name.</summary>
    [Field(15, "resourceClaimStatuses"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodResourceClaimStatus> ResourceClaimStatuses { get; init; } = [];
    /// <summary>Extended resource claim status.</summary>
    [Field(18, "extendedResourceClaimStatus")]
    public PodExtendedResourceClaimStatus? ExtendedResourceClaimStatus { get; init; }
    /// <summary>Allocated resources.</summary>
    [Field(19, "allocatedResources")]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = Maps.None<Quantity>();
    /// <summary>Resources.</summary>
    [Field(20, "resources")] public ResourceRequirements? Resources { get; init; }
    /// <summary>Node allocatable resource claim statuses.</summary>
    [Field(21, "nodeAllocatableResourceClaimStatuses"), Atomic]
    public IReadOnlyList<NodeAllocatableResourceClaimStatus> NodeAllocatableResourceClaimStatuses { get; init; } = [];
}
