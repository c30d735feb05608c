namespace Kubesharp.Api.Scheduling;

/// <summary>A name for how important Pods are.</summary>
[ApiResource("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", Namespaced = false, ShortNames = ["pc"])]
[Definition("io.k8s.api.scheduling.v1.PriorityClass")]
public sealed partial record PriorityClass : ApiObject
{
    /// <summary>
    /// The importance: more is more. At most 1000000000; above that are the system's own. Cannot be changed.
    /// </summary>
    [Field(2, "value", Always = true)] public int Value { get; init; }
    /// <summary>Whether Pods that name no class get it. Of several the lowest counts. Defaults to false.</summary>
    [Field(3, "globalDefault")] public bool GlobalDefault { get; init; }
    /// <summary>What it is for.</summary>
    [Field(4, "description")] public string Description { get; init; } = "";
    /// <summary>
    /// Whether such Pods may push less important ones off a node. Defaults to PreemptLowerPriority. One of:
    /// PreemptLowerPriority, Never.
    /// </summary>
    [Field(5, "preemptionPolicy")] public string? PreemptionPolicy { get; init; }
}
