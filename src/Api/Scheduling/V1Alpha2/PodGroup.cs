using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>A group of Pods that are scheduled together. Pods name it in spec.schedulingGroup.</summary>
[ApiResource("scheduling.k8s.io/v1alpha2", "PodGroup", "podgroups",
    Subresources = ["status"])]
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroup")]
public sealed partial record PodGroup : ApiObject
{
    /// <summary>How it is scheduled. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required] public PodGroupSpec Spec { get; init; } = PodGroupSpec.Empty;
    /// <summary>What is observed of the group.</summary>
    [Field(3, "status")] public PodGroupStatus Status { get; init; } = PodGroupStatus.Empty;
}

/// <summary>How a group of Pods is scheduled.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupSpec")]
public sealed partial record PodGroupSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupSpec Empty { get; } = new();

    /// <summary>The template that it was made from.</summary>
    [Field(1, "podGroupTemplateRef", Always = true)]
    public PodGroupTemplateReference? PodGroupTemplateRef { get; init; }
    /// <summary>How it is scheduled.</summary>
    [Field(2, "schedulingPolicy", Always = true), Required]
    public PodGroupSchedulingPolicy SchedulingPolicy { get; init; } = PodGroupSchedulingPolicy.Empty;
    /// <summary>Where it may run.</summary>
    [Field(3, "schedulingConstraints")] public PodGroupSchedulingConstraints? SchedulingConstraints { get; init; }
    /// <summary>Devices that its Pods use together. At most 4.</summary>
    [Field(4, "resourceClaims"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodGroupResourceClaim> ResourceClaims { get; init; } = [];
    /// <summary>
    /// Whether Pods are pushed off one by one (Pod), or the group as a whole (PodGroup). One of: Pod, PodGroup.
    /// </summary>
    [Field(5, "disruptionMode"), DocumentedDefault("\"Pod\"")] public string? DisruptionMode { get; init; }
    /// <summary>How important it is, by the name of a PriorityClass.</summary>
    [Field(6, "priorityClassName")] public string PriorityClassName { get; init; } = "";
    /// <summary>How important it is, as a number; filled in from priorityClassName.</summary>
    [Field(7, "priority")] public int? Priority { get; init; }
}

/// <summary>What is observed of a group of Pods.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupStatus")]
public sealed partial record PodGroupStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupStatus Empty { get; } = new();

    /// <summary>Whether it is scheduled, one entry for each type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    /// <summary>The ResourceClaims that were made for it.</summary>
    [Field(2, "resourceClaimStatuses"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodGroupResourceClaimStatus> ResourceClaimStatuses { get; init; } = [];
}
