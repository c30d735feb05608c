using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A pod affinity term.</summary>
[Definition("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed partial record PodAffinityTerm
{
    /// <summary>The value with nothing set.</summary>
    public static PodAffinityTerm Empty { get; } = new();

    /// <summary>Label selector.</summary>
    [Field(1, "labelSelector")] public LabelSelector? LabelSelector { get; init; }
    /// <summary>Namespaces.</summary>
    [Field(2, "namespaces"), Atomic] public IReadOnlyList<string> Namespaces { get; init; } = [];
    /// <summary>Topology key.</summary>
    [Field(3, "topologyKey", Always = true), Required] public string TopologyKey { get; init; } = "";
    /// <summary>Namespace selector.</summary>
    [Field(4, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>Match label keys.</summary>
    [Field(5, "matchLabelKeys"), Atomic] public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
    /// <summary>Mismatch label keys.</summary>
    [Field(6, "mismatchLabelKeys"), Atomic] public IReadOnlyList<string> MismatchLabelKeys { get; init; } = [];
}
