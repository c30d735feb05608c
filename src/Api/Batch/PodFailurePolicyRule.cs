namespace Kubesharp.Api.Batch;

/// <summary>
/// What to do about a failed Pod that looks like this. Exactly one of onExitCodes and onPodConditions is set.
/// </summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicyRule")]
public sealed partial record PodFailurePolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicyRule Empty { get; } = new();

    /// <summary>
    /// Fail the whole Job (FailJob) or the Pod's index (FailIndex), make a new Pod without counting (Ignore), or count
    /// the failure as usual (Count). One of: FailJob, FailIndex, Ignore, Count.
    /// </summary>
    [Field(1, "action", Always = true), Required] public string Action { get; init; } = "";
    /// <summary>Fits by exit code.</summary>
    [Field(2, "onExitCodes")] public PodFailurePolicyOnExitCodesRequirement? OnExitCodes { get; init; }
    /// <summary>Fits when the Pod has one of these conditions. At most 20.</summary>
    [Field(3, "onPodConditions"), Atomic]
    public IReadOnlyList<PodFailurePolicyOnPodConditionsPattern> OnPodConditions { get; init; } = [];
}
