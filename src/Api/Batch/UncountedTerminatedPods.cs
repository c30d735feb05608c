namespace Kubesharp.Api.Batch;

/// <summary>Pods that have ended and are not counted yet, by uid.</summary>
[Definition("io.k8s.api.batch.v1.UncountedTerminatedPods")]
public sealed partial record UncountedTerminatedPods
{
    /// <summary>The value with nothing set.</summary>
    public static UncountedTerminatedPods Empty { get; } = new();

    /// <summary>Those that have succeeded.</summary>
    [Field(1, "succeeded"), SetList] public IReadOnlyList<string> Succeeded { get; init; } = [];
    /// <summary>Those that have failed.</summary>
    [Field(2, "failed"), SetList] public IReadOnlyList<string> Failed { get; init; } = [];
}
