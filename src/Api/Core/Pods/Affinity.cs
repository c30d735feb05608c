namespace Kubesharp.Api.Core;

/// <summary>Where a Pod must or should run, by nodes and by other Pods.</summary>
[Definition("io.k8s.api.core.v1.Affinity")]
public sealed partial record Affinity
{
    /// <summary>The value with nothing set.</summary>
    public static Affinity Empty { get; } = new();

    /// <summary>Which nodes.</summary>
    [Field(1, "nodeAffinity")] public NodeAffinity? NodeAffinity { get; init; }
    /// <summary>Near which Pods.</summary>
    [Field(2, "podAffinity")] public PodAffinity? PodAffinity { get; init; }
    /// <summary>Away from which Pods.</summary>
    [Field(3, "podAntiAffinity")] public PodAntiAffinity? PodAntiAffinity { get; init; }
}
