namespace Kubesharp.Api.Batch;

/// <summary>A pod failure policy rule.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicyRule")]
public sealed partial record PodFailurePolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicyRule Empty { get; } = new();

    /// <summary>Action. One of: FailJob, FailIndex, Ignore, Count.</summary>
    [Field(1, "action", Always = true), Required] public string Action { get; init; } = "";
    /// <summary>On exit codes.</summary>
    [Field(2, "onExitCodes")] public PodFailurePolicyOnExitCodesRequirement? OnExitCodes { get; init; }
    /// <summary>On pod conditions.</summary>
    [Field(3, "onPodConditions"), Atomic]
    public IReadOnlyList<PodFailurePolicyOnPodConditionsPattern> OnPodConditions { get; init; } = [];
}
