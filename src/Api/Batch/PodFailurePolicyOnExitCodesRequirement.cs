namespace Kubesharp.Api.Batch;

/// <summary>A pod failure policy on exit codes requirement.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement")]
public sealed partial record PodFailurePolicyOnExitCodesRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicyOnExitCodesRequirement Empty { get; } = new();

    /// <summary>Container name.</summary>
    [Field(1, "containerName")] public string? ContainerName { get; init; }
    /// <summary>Operator. One of: In, NotIn.</summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>Values. No value occurs twice.</summary>
    [Field(3, "values", Always = true), Required, SetList] public IReadOnlyList<int> Values { get; init; } = [];
}
