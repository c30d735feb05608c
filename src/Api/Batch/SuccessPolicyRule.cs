namespace Kubesharp.Api.Batch;

/// <summary>How much must have succeeded. At least one of the two fields is set; both must hold.</summary>
[Definition("io.k8s.api.batch.v1.SuccessPolicyRule")]
public sealed partial record SuccessPolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static SuccessPolicyRule Empty { get; } = new();

    /// <summary>
    /// The indexes that must have succeeded, as ranges: 0,2-4. With succeededCount: that many of these. At most 64 KiB.
    /// </summary>
    [Field(1, "succeededIndexes")] public string? SucceededIndexes { get; init; }
    /// <summary>How many indexes must have succeeded, of succeededIndexes or of all.</summary>
    [Field(2, "succeededCount")] public int? SucceededCount { get; init; }
}
