namespace Kubesharp.Api.Batch;

/// <summary>A success policy rule.</summary>
[Definition("io.k8s.api.batch.v1.SuccessPolicyRule")]
public sealed partial record SuccessPolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static SuccessPolicyRule Empty { get; } = new();

    /// <summary>Succeeded indexes.</summary>
    [Field(1, "succeededIndexes")] public string? SucceededIndexes { get; init; }
    /// <summary>Succeeded count.</summary>
    [Field(2, "succeededCount")] public int? SucceededCount { get; init; }
}
