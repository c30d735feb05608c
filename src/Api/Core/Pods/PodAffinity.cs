namespace Kubesharp.Api.Core;

/// <summary>Near which Pods a Pod must or should run.</summary>
[Definition("io.k8s.api.core.v1.PodAffinity")]
public sealed partial record PodAffinity
{
    /// <summary>The value with nothing set.</summary>
    public static PodAffinity Empty { get; } = new();

    /// <summary>There must be such Pods in the same zone, node or the like; for each term.</summary>
    [Field(1, "requiredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
    /// <summary>There should be such Pods: nodes with the greatest sum of weights are preferred.</summary>
    [Field(2, "preferredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}
