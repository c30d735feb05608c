namespace Kubesharp.Api.Core;

/// <summary>A pod readiness gate.</summary>
[Definition("io.k8s.api.core.v1.PodReadinessGate")]
public sealed partial record PodReadinessGate
{
    /// <summary>The value with nothing set.</summary>
    public static PodReadinessGate Empty { get; } = new();

    /// <summary>
    /// Condition type. One of: ContainersReady, Initialized, Ready, PodScheduled, DisruptionTarget,
    /// PodReadyToStartContainers, PodResizePending, PodResizeInProgress, AllContainersRestarting.
    /// </summary>
    [Field(1, "conditionType", Always = true), Required] public string ConditionType { get; init; } = "";
}
