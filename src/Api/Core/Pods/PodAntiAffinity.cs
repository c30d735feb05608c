namespace Kubesharp.Api.Core;

/// <summary>Away from which Pods a Pod must or should run.</summary>
[Definition("io.k8s.api.core.v1.PodAntiAffinity")]
public sealed partial record PodAntiAffinity
{
    /// <summary>The value with nothing set.</summary>
    public static PodAntiAffinity Empty { get; } = new();

    /// <summary>There must be no such Pods in the same zone, node or the like; for each term.</summary>
    [Field(1, "requiredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
    /// <summary>There should be no such Pods: nodes with the greatest sum of weights are avoided.</summary>
    [Field(2, "preferredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}
