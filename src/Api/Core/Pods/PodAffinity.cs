namespace Kubesharp.Api.Core;

/// <summary>A pod affinity.</summary>
[Definition("io.k8s.api.core.v1.PodAffinity")]
public sealed partial record PodAffinity
{
    /// <summary>The value with nothing set.</summary>
    public static PodAffinity Empty { get; } = new();

    /// <summary>Required during scheduling ignored during execution.</summary>
    [Field(1, "requiredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
    /// <summary>Preferred during scheduling ignored during execution.</summary>
    [Field(2, "preferredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}
