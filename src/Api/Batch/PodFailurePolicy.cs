namespace Kubesharp.Api.Batch;

/// <summary>A pod failure policy.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicy")]
public sealed partial record PodFailurePolicy
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicy Empty { get; } = new();

    /// <summary>Rules.</summary>
    [Field(1, "rules", Always = true), Required, Atomic]
    public IReadOnlyList<PodFailurePolicyRule> Rules { get; init; } = [];
}
