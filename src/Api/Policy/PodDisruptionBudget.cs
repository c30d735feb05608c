using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Policy;

/// <summary>
/// Limits how many Pods of a set may be missing at once because of evictions. What breaks by itself is counted, not
/// prevented.
/// </summary>
[ApiResource("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", ShortNames = ["pdb"],
    Subresources = ["status"])]
[Definition("io.k8s.api.policy.v1.PodDisruptionBudget")]
public sealed partial record PodDisruptionBudget : ApiObject
{
    /// <summary>Which Pods, and how many must stay.</summary>
    [Field(2, "spec")] public PodDisruptionBudgetSpec Spec { get; init; } = PodDisruptionBudgetSpec.Empty;
    /// <summary>How many may go now; the controller writes it.</summary>
    [Field(3, "status")] public PodDisruptionBudgetStatus Status { get; init; } = PodDisruptionBudgetStatus.Empty;
}

/// <summary>Which Pods a PodDisruptionBudget is for, and how many of them must stay.</summary>
[Definition("io.k8s.api.policy.v1.PodDisruptionBudgetSpec")]
public sealed partial record PodDisruptionBudgetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PodDisruptionBudgetSpec Empty { get; } = new();

    /// <summary>
    /// How many Pods must stay: a number, or a percentage of those expected, rounded up. 100% forbids all evictions.
    /// Excludes maxUnavailable.
    /// </summary>
    [Field(1, "minAvailable")] public IntOrString? MinAvailable { get; init; }
    /// <summary>The Pods of the namespace that it is for. Empty: all of them; absent: none.</summary>
    [Field(2, "selector"), PatchStrategy("replace")] public LabelSelector? Selector { get; init; }
    /// <summary>
    /// How many Pods may be missing: a number, or a percentage of those expected, rounded up. Only for Pods of a
    /// controller with the subresource scale. Excludes minAvailable.
    /// </summary>
    [Field(3, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
    /// <summary>
    /// Whether Pods that run and are not ready may always be evicted, or only while enough others are healthy. Defaults
    /// to IfHealthyBudget. One of: IfHealthyBudget, AlwaysAllow.
    /// </summary>
    [Field(4, "unhealthyPodEvictionPolicy")] public string? UnhealthyPodEvictionPolicy { get; init; }
}

/// <summary>How many Pods of a budget may go now.</summary>
[Definition("io.k8s.api.policy.v1.PodDisruptionBudgetStatus")]
public sealed partial record PodDisruptionBudgetStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodDisruptionBudgetStatus Empty { get; } = new();

    /// <summary>
    /// The generation of the budget that this status speaks of. While it is older no eviction is allowed.
    /// </summary>
    [Field(1, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>
    /// Pods whose eviction was allowed and that are not gone yet, with the time. They count as gone for two minutes.
    /// </summary>
    [Field(2, "disruptedPods")]
    public IReadOnlyDictionary<string, Time> DisruptedPods { get; init; } = Maps.None<Time>();
    /// <summary>How many evictions are allowed now.</summary>
    [Field(3, "disruptionsAllowed", Always = true)] public int DisruptionsAllowed { get; init; }
    /// <summary>How many of the Pods are ready.</summary>
    [Field(4, "currentHealthy", Always = true)] public int CurrentHealthy { get; init; }
    /// <summary>How many of the Pods must be ready.</summary>
    [Field(5, "desiredHealthy", Always = true)] public int DesiredHealthy { get; init; }
    /// <summary>How many Pods there should be.</summary>
    [Field(6, "expectedPods", Always = true)] public int ExpectedPods { get; init; }
    /// <summary>DisruptionAllowed says whether an eviction is allowed now, one entry for each type.</summary>
    [Field(7, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
