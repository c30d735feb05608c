namespace Kubesharp.Api.Batch;

/// <summary>When a Job counts as succeeded before all its indexes have.</summary>
[Definition("io.k8s.api.batch.v1.SuccessPolicy")]
public sealed partial record SuccessPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static SuccessPolicy Empty { get; } = new();

    /// <summary>
    /// Looked at in order; one that fits is enough. Then the Pods that still run are ended. At most 20.
    /// </summary>
    [Field(1, "rules", Always = true), Required, Atomic]
    public IReadOnlyList<SuccessPolicyRule> Rules { get; init; } = [];
}
