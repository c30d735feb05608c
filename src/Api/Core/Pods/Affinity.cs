namespace Kubesharp.Api.Core;

/// <summary>An affinity.</summary>
[Definition("io.k8s.api.core.v1.Affinity")]
public sealed partial record Affinity
{
    /// <summary>The value with nothing set.</summary>
    public static Affinity Empty { get; } = new();

    /// <summary>Node affinity.</summary>
    [Field(1, "nodeAffinity")] public NodeAffinity? NodeAffinity { get; init; }
    /// <summary>Pod affinity.</summary>
    [Field(2, "podAffinity")] public PodAffinity? PodAffinity { get; init; }
    /// <summary>Pod anti affinity.</summary>
    [Field(3, "podAntiAffinity")] public PodAntiAffinity? PodAntiAffinity { get; init; }
}
