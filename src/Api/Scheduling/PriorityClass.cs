namespace Kubesharp.Api.Scheduling;

/// <summary>A priority class.</summary>
[ApiResource("scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", Namespaced = false, ShortNames = ["pc"])]
[Definition("io.k8s.api.scheduling.v1.PriorityClass")]
public sealed partial record PriorityClass : ApiObject
{
    /// <summary>Value.</summary>
    [Field(2, "value", Always = true)] public int Value { get; init; }
    /// <summary>Global default.</summary>
    [Field(3, "globalDefault")] public bool GlobalDefault { get; init; }
    /// <summary>Description.</summary>
    [Field(4, "description")] public string Description { get; init; } = "";
    /// <summary>Preemption policy.</summary>
    [Field(5, "preemptionPolicy")] public string? PreemptionPolicy { get; init; }
}
