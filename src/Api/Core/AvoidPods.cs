namespace Kubesharp.Api.Core;

/// <summary>A note on a node that some Pods had better not run there.</summary>
[Definition("io.k8s.api.core.v1.AvoidPods")]
public sealed partial record AvoidPods
{
    /// <summary>The value with nothing set.</summary>
    public static AvoidPods Empty { get; } = new();

    /// <summary>The Pods, by what made them.</summary>
    [Field(1, "preferAvoidPods"), Atomic]
    public IReadOnlyList<PreferAvoidPodsEntry> PreferAvoidPods { get; init; } = [];
}
