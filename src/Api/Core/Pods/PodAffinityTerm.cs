using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>Selects Pods, and says what near means.</summary>
[Definition("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed partial record PodAffinityTerm
{
    /// <summary>The value with nothing set.</summary>
    public static PodAffinityTerm Empty { get; } = new();

    /// <summary>The Pods. Absent: none.</summary>
    [Field(1, "labelSelector")] public LabelSelector? LabelSelector { get; init; }
    /// <summary>The namespaces of those Pods, besides those of namespaceSelector. Both empty: the Pod's own.</summary>
    [Field(2, "namespaces"), Atomic] public IReadOnlyList<string> Namespaces { get; init; } = [];
    /// <summary>
    /// The label of nodes that must be equal for two Pods to be near: kubernetes.io/hostname,
    /// topology.kubernetes.io/zone.
    /// </summary>
    [Field(3, "topologyKey", Always = true), Required] public string TopologyKey { get; init; } = "";
    /// <summary>The namespaces of those Pods, by label, besides namespaces. Empty: all; absent: none.</summary>
    [Field(4, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>
    /// Labels in which those Pods must be like this one, besides labelSelector: pod-template-hash. Only those that this
    /// Pod has.
    /// </summary>
    [Field(5, "matchLabelKeys"), Atomic] public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
    /// <summary>
    /// Labels in which those Pods must be unlike this one, besides labelSelector. Only those that this Pod has.
    /// </summary>
    [Field(6, "mismatchLabelKeys"), Atomic] public IReadOnlyList<string> MismatchLabelKeys { get; init; } = [];
}
