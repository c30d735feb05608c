namespace Kubesharp.Api.Batch;

/// <summary>A success policy.</summary>
[Definition("io.k8s.api.batch.v1.SuccessPolicy")]
public sealed partial record SuccessPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static SuccessPolicy Empty { get; } = new();

    /// <summary>Rules.</summary>
    [Field(1, "rules", Always = true), Required, Atomic]
    public IReadOnlyList<SuccessPolicyRule> Rules { get; init; } = [];
}
