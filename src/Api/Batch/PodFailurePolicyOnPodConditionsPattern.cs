namespace Kubesharp.Api.Batch;

/// <summary>A condition that a failed Pod must have.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern")]
public sealed partial record PodFailurePolicyOnPodConditionsPattern
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicyOnPodConditionsPattern Empty { get; } = new();

    /// <summary>The condition's type.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The condition's status. Defaults to True. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true)] public string Status { get; init; } = "";
}
