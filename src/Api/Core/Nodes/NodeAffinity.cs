namespace Kubesharp.Api.Core;

/// <summary>
/// Which nodes a Pod must or should run on. Looked at when it is scheduled; later changes of labels move nothing.
/// </summary>
[Definition("io.k8s.api.core.v1.NodeAffinity")]
public sealed partial record NodeAffinity
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAffinity Empty { get; } = new();

    /// <summary>The node must match. With spec.nodeSelector: both.</summary>
    [Field(1, "requiredDuringSchedulingIgnoredDuringExecution")]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
    /// <summary>The node should match: those with the greatest sum of weights are preferred.</summary>
    [Field(2, "preferredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}
