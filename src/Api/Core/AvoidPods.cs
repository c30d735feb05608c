namespace Kubesharp.Api.Core;

/// <summary>An avoid pods.</summary>
[Definition("io.k8s.api.core.v1.AvoidPods")]
public sealed partial record AvoidPods
{
    /// <summary>The value with nothing set.</summary>
    public static AvoidPods Empty { get; } = new();

    /// <summary>Prefer avoid pods.</summary>
    [Field(1, "preferAvoidPods"), Atomic]
    public IReadOnlyList<PreferAvoidPodsEntry> PreferAvoidPods { get; init; } = [];
}
