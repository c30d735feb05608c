namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>What groups of Pods look like that are made.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupTemplate")]
public sealed partial record PodGroupTemplate
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupTemplate Empty { get; } = new();

    /// <summary>Its name, a DNS label, unique in the Workload.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>How the group is scheduled.</summary>
    [Field(2, "schedulingPolicy", Always = true), Required]
    public PodGroupSchedulingPolicy SchedulingPolicy { get; init; } = PodGroupSchedulingPolicy.Empty;
    /// <summary>Where the group may run.</summary>
    [Field(3, "schedulingConstraints", Always = true)]
    public PodGroupSchedulingConstraints? SchedulingConstraints { get; init; }
    /// <summary>Devices that the Pods of a group use together. At most 4.</summary>
    [Field(4, "resourceClaims"), MapList("name"), PatchStrategy("merge,retainKeys", "name")]
    public IReadOnlyList<PodGroupResourceClaim> ResourceClaims { get; init; } = [];
    /// <summary>
    /// Whether Pods are pushed off one by one (Pod), or the group as a whole (PodGroup). Defaults to Pod. One of: Pod,
    /// PodGroup.
    /// </summary>
    [Field(5, "disruptionMode")] public string? DisruptionMode { get; init; }
    /// <summary>How important the group is, by the name of a PriorityClass.</summary>
    [Field(6, "priorityClassName")] public string PriorityClassName { get; init; } = "";
    /// <summary>How important the group is, as a number; filled in from priorityClassName.</summary>
    [Field(7, "priority")] public int? Priority { get; init; }
}
