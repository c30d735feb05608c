namespace Kubesharp.Api.Core;

/// <summary>A node affinity.</summary>
[Definition("io.k8s.api.core.v1.NodeAffinity")]
public sealed partial record NodeAffinity
{
    /// <summary>The value with nothing set.</summary>
    public static NodeAffinity Empty { get; } = new();

    /// <summary>Required during scheduling ignored during execution.</summary>
    [Field(1, "requiredDuringSchedulingIgnoredDuringExecution")]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
    /// <summary>Preferred during scheduling ignored during execution.</summary>
    [Field(2, "preferredDuringSchedulingIgnoredDuringExecution"), Atomic]
    public IReadOnlyList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}
