namespace Kubesharp.Api.Batch;

/// <summary>What a Job does about failed Pods.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicy")]
public sealed partial record PodFailurePolicy
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicy Empty { get; } = new();

    /// <summary>Looked at in order; the first that fits decides. At most 20.</summary>
    [Field(1, "rules", Always = true), Required, Atomic]
    public IReadOnlyList<PodFailurePolicyRule> Rules { get; init; } = [];
}
