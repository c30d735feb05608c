namespace Kubesharp.Api.Core;

/// <summary>A weighted pod affinity term.</summary>
[Definition("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed partial record WeightedPodAffinityTerm
{
    /// <summary>The value with nothing set.</summary>
    public static WeightedPodAffinityTerm Empty { get; } = new();

    /// <summary>Weight.</summary>
    [Field(1, "weight", Always = true), Required] public int Weight { get; init; }
    /// <summary>Pod affinity term.</summary>
    [Field(2, "podAffinityTerm", Always = true), Required]
    public PodAffinityTerm PodAffinityTerm { get; init; } = PodAffinityTerm.Empty;
}
