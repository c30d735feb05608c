namespace Kubesharp.Api.Core;

/// <summary>A preference for being near or away from Pods.</summary>
[Definition("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed partial record WeightedPodAffinityTerm
{
    /// <summary>The value with nothing set.</summary>
    public static WeightedPodAffinityTerm Empty { get; } = new();

    /// <summary>How much it counts, from 1 to 100.</summary>
    [Field(1, "weight", Always = true), Required] public int Weight { get; init; }
    /// <summary>The Pods, and what near means.</summary>
    [Field(2, "podAffinityTerm", Always = true), Required]
    public PodAffinityTerm PodAffinityTerm { get; init; } = PodAffinityTerm.Empty;
}
