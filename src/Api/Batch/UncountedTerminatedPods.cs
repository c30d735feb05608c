namespace Kubesharp.Api.Batch;

/// <summary>An uncounted terminated pods.</summary>
[Definition("io.k8s.api.batch.v1.UncountedTerminatedPods")]
public sealed partial record UncountedTerminatedPods
{
    /// <summary>The value with nothing set.</summary>
    public static UncountedTerminatedPods Empty { get; } = new();

    /// <summary>Succeeded. No value occurs twice.</summary>
    [Field(1, "succeeded"), SetList] public IReadOnlyList<string> Succeeded { get; init; } = [];
    /// <summary>Failed. No value occurs twice.</summary>
    [Field(2, "failed"), SetList] public IReadOnlyList<string> Failed { get; init; } = [];
}
