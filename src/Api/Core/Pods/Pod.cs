namespace Kubesharp.Api.Core;

/// <summary>Containers that run together on one node and share an address and volumes.</summary>
[ApiResource("v1", "Pod", "pods", ShortNames = ["po"], Categories = ["all"],
    Subresources = ["attach", "binding", "ephemeralcontainers", "eviction", "exec", "log", "portforward", "proxy",
        "resize", "status"])]
[Definition("io.k8s.api.core.v1.Pod")]
public sealed partial record Pod : ApiObject
{
    /// <summary>What the Pod should be.</summary>
    [Field(2, "spec")] public PodSpec Spec { get; init; } = PodSpec.Empty;
    /// <summary>What is observed of the Pod; its kubelet writes it.</summary>
    [Field(3, "status")] public PodStatus Status { get; init; } = PodStatus.Empty;
}

/// <summary>One observed condition of a Pod.</summary>
[Definition("io.k8s.api.core.v1.PodCondition")]
public sealed partial record PodCondition
{
    /// <summary>The value with nothing set.</summary>
    public static PodCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about: it has a node, its sandbox stands, its init containers are done, its containers are
    /// ready, it is ready, it is about to be disrupted, a resize waits or is under way. One of: ContainersReady,
    /// Initialized, Ready, PodScheduled, DisruptionTarget, PodReadyToStartContainers, PodResizePending,
    /// PodResizeInProgress, AllContainersRestarting.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The generation of the Pod that the condition speaks of.</summary>
    [Field(7, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the condition was last looked at.</summary>
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

    /// <summary>Volumes that its containers may mount, by name.</summary>
    [Field(1, "volumes"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<Volume> Volumes { get; init; } = [];
    /// <summary>
    /// Run one after the other before the others start; each must succeed, unless it is a sidecar (restartPolicy
    /// Always).
    /// </summary>
    [Field(20, "initContainers"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<Container> InitContainers { get; init; } = [];
    /// <summary>The containers. At least one; cannot be added to.</summary>
    [Field(2, "containers", Always = true), Required, MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<Container> Containers { get; init; } = [];
    /// <summary>
    /// Containers added later to look at the running Pod, through the subresource ephemeralcontainers only.
    /// </summary>
    [Field(34, "ephemeralContainers"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<EphemeralContainer> EphemeralContainers { get; init; } = [];
    /// <summary>
    /// When containers that have ended are started again: always, when they failed, or never. Defaults to Always. One
    /// of: Always, OnFailure, Never.
    /// </summary>
    [Field(3, "restartPolicy")] public string RestartPolicy { get; init; } = "";
    /// <summary>
    /// How long containers may take to end after they were asked to, in seconds; then they are killed. 0: at once.
    /// Defaults to 30.
    /// </summary>
    [Field(4, "terminationGracePeriodSeconds")] public long? TerminationGracePeriodSeconds { get; init; }
    /// <summary>
    /// How long the Pod may run from its start on, in seconds; then it is ended and has failed. Absent: forever.
    /// </summary>
    [Field(5, "activeDeadlineSeconds")] public long? ActiveDeadlineSeconds { get; init; }
    /// <summary>
    /// Whose DNS it uses: the cluster's, the node's (Default), the cluster's although hostNetwork is set, or only
    /// dnsConfig (None). Defaults to ClusterFirst. One of: ClusterFirstWithHostNet, ClusterFirst, Default, None.
    /// </summary>
    [Field(6, "dnsPolicy")] public string DnsPolicy { get; init; } = "";
    /// <summary>Labels that the node must have, with these values.</summary>
    [Field(7, "nodeSelector"), Atomic, Shared]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = Maps.None<string>();
    /// <summary>The ServiceAccount that it runs as. Defaults to default.</summary>
    [Field(8, "serviceAccountName")] public string ServiceAccountName { get; init; } = "";
    /// <summary>The older name of serviceAccountName.</summary>
    [Field(9, "serviceAccount")] public string ServiceAccount { get; init; } = "";
    /// <summary>
    /// Whether its containers get the service account's token as a file. Defaults to what the ServiceAccount says.
    /// </summary>
    [Field(21, "automountServiceAccountToken")] public bool? AutomountServiceAccountToken { get; init; }
    /// <summary>The node. Set by the scheduler; where it is set from the start, no scheduler is asked.</summary>
    [Field(10, "nodeName")] public string NodeName { get; init; } = "";
    /// <summary>Uses the node's network instead of one of its own. Defaults to false.</summary>
    [Field(11, "hostNetwork")] public bool HostNetwork { get; init; }
    /// <summary>Sees and is seen by the node's processes. Defaults to false.</summary>
    [Field(12, "hostPID")] public bool HostPID { get; init; }
    /// <summary>Shares the node's System V IPC and POSIX message queues. Defaults to false.</summary>
    [Field(13, "hostIPC")] public bool HostIPC { get; init; }
    /// <summary>
    /// Its containers see each other's processes; process 1 is not theirs. Not together with hostPID. Defaults to
    /// false.
    /// </summary>
    [Field(27, "shareProcessNamespace")] public bool? ShareProcessNamespace { get; init; }
    /// <summary>Rights and labels of all its containers; each may have its own.</summary>
    [Field(14, "securityContext"), Shared] public PodSecurityContext? SecurityContext { get; init; }
    /// <summary>Secrets with the credentials of registries, besides those of the ServiceAccount.</summary>
    [Field(15, "imagePullSecrets"), MapList("name"), PatchStrategy("merge", "name"), Shared]
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init; } = [];
    /// <summary>Its host name. Defaults to its name.</summary>
    [Field(16, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>With it its full host name is HOSTNAME.SUBDOMAIN.NAMESPACE.svc.CLUSTER-DOMAIN.</summary>
    [Field(17, "subdomain")] public string Subdomain { get; init; } = "";
    /// <summary>Where it must or should run, by nodes and other Pods.</summary>
    [Field(18, "affinity"), Shared] public Affinity? Affinity { get; init; }
    /// <summary>Which scheduler looks after it. Defaults to default-scheduler.</summary>
    [Field(19, "schedulerName")] public string SchedulerName { get; init; } = "";
    /// <summary>Taints that do not keep it away from a node.</summary>
    [Field(22, "tolerations"), Atomic, Shared] public IReadOnlyList<Toleration> Tolerations { get; init; } = [];
    /// <summary>Lines for its /etc/hosts. Not with hostNetwork.</summary>
    [Field(23, "hostAliases"), MapList("ip"), PatchStrategy("merge", "ip")]
    public IReadOnlyList<HostAlias> HostAliases { get; init; } = [];
    /// <summary>
    /// How important it is, by the name of a PriorityClass. system-node-critical and system-cluster-critical are the
    /// highest. Defaults to the class that is marked as default, or priority 0.
    /// </summary>
    [Field(24, "priorityClassName")] public string PriorityClassName { get; init; } = "";
    /// <summary>How important it is, as a number; filled in from priorityClassName.</summary>
    [Field(25, "priority")] public int? Priority { get; init; }
    /// <summary>Name servers and search domains besides those that dnsPolicy gives.</summary>
    [Field(26, "dnsConfig")] public PodDNSConfig? DnsConfig { get; init; }
    /// <summary>Conditions that must be True besides its containers being ready, before it counts as ready.</summary>
    [Field(28, "readinessGates"), Atomic] public IReadOnlyList<PodReadinessGate> ReadinessGates { get; init; } = [];
    /// <summary>The RuntimeClass, for another way to run containers. Empty: the default one.</summary>
    [Field(29, "runtimeClassName")] public string? RuntimeClassName { get; init; }
    /// <summary>
    /// Whether variables tell its containers the addresses of the namespace's Services. Defaults to true.
    /// </summary>
    [Field(30, "enableServiceLinks")] public bool? EnableServiceLinks { get; init; }
    /// <summary>
    /// Whether it may push less important Pods off a node when there is no room. Defaults to PreemptLowerPriority. One
    /// of: PreemptLowerPriority, Never.
    /// </summary>
    [Field(31, "preemptionPolicy")] public string? PreemptionPolicy { get; init; }
    /// <summary>What it needs besides its containers, by resource. Filled in from the RuntimeClass.</summary>
    [Field(32, "overhead")]
    public IReadOnlyDictionary<string, Quantity> Overhead { get; init; } = Maps.None<Quantity>();
    /// <summary>How Pods like it are to be spread over zones, nodes and the like. All of them hold.</summary>
    [Field(33, "topologySpreadConstraints"), Shared]
    [MapList("topologyKey", "whenUnsatisfiable")]
    [PatchStrategy("merge", "topologyKey")]
    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];
    /// <summary>Its host name is the full one. Has no effect without subdomain. Defaults to false.</summary>
    [Field(35, "setHostnameAsFQDN")] public bool? SetHostnameAsFQDN { get; init; }
    /// <summary>Which operating system it is for; some fields are not allowed then.</summary>
    [Field(36, "os")] public PodOS? Os { get; init; }
    /// <summary>
    /// Whether it uses the node's user IDs. With false it has a user namespace: root inside is nobody outside. Defaults
    /// to true.
    /// </summary>
    [Field(37, "hostUsers")] public bool? HostUsers { get; init; }
    /// <summary>
    /// While there are any, no scheduler looks at it. They can be given only when it is made and taken away afterwards.
    /// </summary>
    [Field(38, "schedulingGates"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<PodSchedulingGate> SchedulingGates { get; init; } = [];
    /// <summary>Devices that its containers may use, by claim.</summary>
    [Field(39, "resourceClaims"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodResourceClaim> ResourceClaims { get; init; } = [];
    /// <summary>
    /// What it needs and may use as a whole, besides what its containers say. CPU, memory and huge pages only.
    /// </summary>
    [Field(40, "resources")] public ResourceRequirements? Resources { get; init; }
    /// <summary>
    /// Its host name in full, whatever hostname and subdomain say. Up to 64 characters. Not with hostNetwork or
    /// setHostnameAsFQDN.
    /// </summary>
    [Field(41, "hostnameOverride")] public string? HostnameOverride { get; init; }
    /// <summary>The group of Pods that it is scheduled with.</summary>
    [Field(43, "schedulingGroup")] public PodSchedulingGroup? SchedulingGroup { get; init; }
}

/// <summary>What is observed of a Pod.</summary>
[Definition("io.k8s.api.core.v1.PodStatus")]
public sealed partial record PodStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodStatus Empty { get; } = new();

    /// <summary>The generation of the Pod that this status speaks of.</summary>
    [Field(17, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>
    /// Pending: not all containers have been started once. Running: one runs or is being restarted. Succeeded, Failed:
    /// all have ended for good, with success or not. Unknown: its node has not been heard of. One of: Pending, Running,
    /// Succeeded, Failed, Unknown.
    /// </summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>How far it has come, one entry for each type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<PodCondition> Conditions { get; init; } = [];
    /// <summary>A sentence for people.</summary>
    [Field(3, "message")] public string Message { get; init; } = "";
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>
    /// The node where room is being made for it by ending less important Pods. It may end up elsewhere.
    /// </summary>
    [Field(11, "nominatedNodeName")] public string NominatedNodeName { get; init; } = "";
    /// <summary>The address of its node. Empty until it has one.</summary>
    [Field(5, "hostIP")] public string HostIP { get; init; } = "";
    /// <summary>The addresses of its node, hostIP first.</summary>
    [Field(16, "hostIPs"), Atomic, PatchStrategy("merge", "ip"), Shared]
    public IReadOnlyList<HostIP> HostIPs { get; init; } = [];
    /// <summary>Its address. Empty until it has one.</summary>
    [Field(6, "podIP")] public string PodIP { get; init; } = "";
    /// <summary>Its addresses: at most one of IPv4 and one of IPv6, podIP first.</summary>
    [Field(12, "podIPs"), MapList("ip"), PatchStrategy("merge", "ip")]
    public IReadOnlyList<PodIP> PodIPs { get; init; } = [];
    /// <summary>When its kubelet took it up, before pulling images.</summary>
    [Field(7, "startTime")] public Time? StartTime { get; init; }
    /// <summary>Its init containers, one entry each.</summary>
    [Field(10, "initContainerStatuses"), Atomic]
    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; init; } = [];
    /// <summary>Its containers, one entry each.</summary>
    [Field(8, "containerStatuses"), Atomic] public IReadOnlyList<ContainerStatus> ContainerStatuses { get; init; } = [];
    /// <summary>
    /// How it is treated when the node is short of something: Guaranteed when limits and requests of CPU and memory are
    /// equal everywhere, BestEffort when there are none, Burstable otherwise. One of: Guaranteed, Burstable,
    /// BestEffort.
    /// </summary>
    [Field(9, "qosClass")] public string QosClass { get; init; } = "";
    /// <summary>Its ephemeral containers, one entry each.</summary>
    [Field(13, "ephemeralContainerStatuses"), Atomic]
    public IReadOnlyList<ContainerStatus> EphemeralContainerStatuses { get; init; } = [];
    /// <summary>
    /// Deprecated: see the conditions PodResizePending and PodResizeInProgress. One of: InProgress, Deferred,
    /// Infeasible.
    /// </summary>
    [Field(14, "resize")] public string Resize { get; init; } = "";
    /// <summary>The ResourceClaims that were made for it.</summary>
    [Field(15, "resourceClaimStatuses"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodResourceClaimStatus> ResourceClaimStatuses { get; init; } = [];
    /// <summary>The ResourceClaim that was made for extended resources that devices provide.</summary>
    [Field(18, "extendedResourceClaimStatus")]
    public PodExtendedResourceClaimStatus? ExtendedResourceClaimStatus { get; init; }
    /// <summary>What the node has set aside for it as a whole, by resource.</summary>
    [Field(19, "allocatedResources")]
    public IReadOnlyDictionary<string, Quantity> AllocatedResources { get; init; } = Maps.None<Quantity>();
    /// <summary>What is in force for it as a whole.</summary>
    [Field(20, "resources")] public ResourceRequirements? Resources { get; init; }
    /// <summary>How much of the node's allocatable resources its claims take.</summary>
    [Field(21, "nodeAllocatableResourceClaimStatuses"), Atomic]
    public IReadOnlyList<NodeAllocatableResourceClaimStatus> NodeAllocatableResourceClaimStatuses { get; init; } = [];
}
