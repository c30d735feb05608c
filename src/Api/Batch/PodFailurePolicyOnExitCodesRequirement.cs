namespace Kubesharp.Api.Batch;

/// <summary>A rule about the exit codes of containers that have failed.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicyOnExitCodesRequirement")]
public sealed partial record PodFailurePolicyOnExitCodesRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicyOnExitCodesRequirement Empty { get; } = new();

    /// <summary>The container or init container to look at. Absent: any of them.</summary>
    [Field(1, "containerName")] public string? ContainerName { get; init; }
    /// <summary>
    /// Whether the exit code must be among the values. A code of 0 never fits NotIn. One of: In, NotIn.
    /// </summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>Exit codes in ascending order, without doubles, at most 255; 0 is not allowed with In.</summary>
    [Field(3, "values", Always = true), Required, SetList] public IReadOnlyList<int> Values { get; init; } = [];
}
