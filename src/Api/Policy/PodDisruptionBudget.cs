using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Policy;

/// <summary>A pod disruption budget.</summary>
[ApiResource("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", ShortNames = ["pdb"],
    Subresources = ["status"])]
[Definition("io.k8s.api.policy.v1.PodDisruptionBudget")]
public sealed partial record PodDisruptionBudget : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public PodDisruptionBudgetSpec Spec { get; init; } = PodDisruptionBudgetSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public PodDisruptionBudgetStatus Status { get; init; } = PodDisruptionBudgetStatus.Empty;
}

/// <summary>What a PodDisruptionBudget should be.</summary>
[Definition("io.k8s.api.policy.v1.PodDisruptionBudgetSpec")]
public sealed partial record PodDisruptionBudgetSpec
{
    /// <summary>The value with nothing set.</summary>
    public static PodDisruptionBudgetSpec Empty { get; } = new();

    /// <summary>Min available.</summary>
    [Field(1, "minAvailable")] public IntOrString? MinAvailable { get; init; }
    /// <summary>Which objects count.</summary>
    [Field(2, "selector"), PatchStrategy("replace")] public LabelSelector? Selector { get; init; }
    /// <summary>Max unavailable.</summary>
    [Field(3, "maxUnavailable")] public IntOrString? MaxUnavailable { get; init; }
    /// <summary>Unhealthy pod eviction policy. One of: IfHealthyBudget, AlwaysAllow.</summary>
    [Field(4, "unhealthyPodEvictionPolicy")] public string? UnhealthyPodEvictionPolicy { get; init; }
}

/// <summary>What is observed of a PodDisruptionBudget.</summary>
[Definition("io.k8s.api.policy.v1.PodDisruptionBudgetStatus")]
public sealed partial record PodDisruptionBudgetStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PodDisruptionBudgetStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>Disrupted pods.</summary>
    [Field(2, "disruptedPods")]
    public IReadOnlyDictionary<string, Time> DisruptedPods { get; init; } = Maps.None<Time>();
    /// <summary>Disruptions allowed.</summary>
    [Field(3, "disruptionsAllowed", Always = true)] public int DisruptionsAllowed { get; init; }
    /// <summary>Current healthy.</summary>
    [Field(4, "currentHealthy", Always = true)] public int CurrentHealthy { get; init; }
    /// <summary>Desired healthy.</summary>
    [Field(5, "desiredHealthy", Always = true)] public int DesiredHealthy { get; init; }
    /// <summary>Expected pods.</summary>
    [Field(6, "expectedPods", Always = true)] public int ExpectedPods { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(7, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
