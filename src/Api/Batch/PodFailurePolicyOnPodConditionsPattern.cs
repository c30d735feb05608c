namespace Kubesharp.Api.Batch;

/// <summary>A pod failure policy on pod conditions pattern.</summary>
[Definition("io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern")]
public sealed partial record PodFailurePolicyOnPodConditionsPattern
{
    /// <summary>The value with nothing set.</summary>
    public static PodFailurePolicyOnPodConditionsPattern Empty { get; } = new();

    /// <summary>
    /// Type. One of: ContainersReady, Initialized, Ready, PodScheduled, DisruptionTarget, PodReadyToStartContainers,
    /// PodResizePending, PodResizeInProgress, AllContainersRestarting.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true)] public string Status { get; init; } = "";
}
