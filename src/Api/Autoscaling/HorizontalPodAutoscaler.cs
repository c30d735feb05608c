namespace Kubesharp.Api.Autoscaling;

/// <summary>
/// Adds and removes Pods of a workload so that their use of CPU stays near a target. Version 2 knows further figures.
/// </summary>
[ApiResource("autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", ShortNames = ["hpa"],
    Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler")]
public sealed partial record HorizontalPodAutoscaler : ApiObject
{
    /// <summary>What the autoscaler should do.</summary>
    [Field(2, "spec"), Required]
    public HorizontalPodAutoscalerSpec Spec { get; init; } = HorizontalPodAutoscalerSpec.Empty;
    /// <summary>What the autoscaler has seen and done; the controller writes it.</summary>
    [Field(3, "status")]
    public HorizontalPodAutoscalerStatus Status { get; init; } = HorizontalPodAutoscalerStatus.Empty;
}

/// <summary>What a HorizontalPodAutoscaler should do.</summary>
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec")]
public sealed partial record HorizontalPodAutoscalerSpec
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerSpec Empty { get; } = new();

    /// <summary>What is scaled: an object that has the subresource scale.</summary>
    [Field(1, "scaleTargetRef", Always = true), Required]
    public CrossVersionObjectReference ScaleTargetRef { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>Never fewer Pods than this. 0 needs a figure of type Object or External. Defaults to 1.</summary>
    [Field(2, "minReplicas")] public int? MinReplicas { get; init; }
    /// <summary>Never more Pods than this. Not below minReplicas.</summary>
    [Field(3, "maxReplicas", Always = true), Required] public int MaxReplicas { get; init; }
    /// <summary>The use of CPU to aim at, as a percentage of what the Pods request. Defaults to 80.</summary>
    [Field(4, "targetCPUUtilizationPercentage")] public int? TargetCPUUtilizationPercentage { get; init; }
}

/// <summary>What a HorizontalPodAutoscaler has seen and done.</summary>
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus")]
public sealed partial record HorizontalPodAutoscalerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerStatus Empty { get; } = new();

    /// <summary>The generation of the autoscaler that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long? ObservedGeneration { get; init; }
    /// <summary>When the number of Pods was last changed; the next change waits for a while after it.</summary>
    [Field(2, "lastScaleTime")] public Time? LastScaleTime { get; init; }
    /// <summary>How many Pods there are now.</summary>
    [Field(3, "currentReplicas", Always = true), Required] public int CurrentReplicas { get; init; }
    /// <summary>How many Pods there should be by the last computation.</summary>
    [Field(4, "desiredReplicas", Always = true), Required] public int DesiredReplicas { get; init; }
    /// <summary>The use of CPU now, as a percentage of what the Pods request, averaged over them.</summary>
    [Field(5, "currentCPUUtilizationPercentage")] public int? CurrentCPUUtilizationPercentage { get; init; }
}
