namespace Kubesharp.Api.Autoscaling;

/// <summary>A horizontal pod autoscaler.</summary>
[ApiResource("autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", ShortNames = ["hpa"],
    Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscaler")]
public sealed partial record HorizontalPodAutoscaler : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec"), Required]
    public HorizontalPodAutoscalerSpec Spec { get; init; } = HorizontalPodAutoscalerSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")]
    public HorizontalPodAutoscalerStatus Status { get; init; } = HorizontalPodAutoscalerStatus.Empty;
}

/// <summary>What a HorizontalPodAutoscaler should be.</summary>
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec")]
public sealed partial record HorizontalPodAutoscalerSpec
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerSpec Empty { get; } = new();

    /// <summary>Scale target ref.</summary>
    [Field(1, "scaleTargetRef", Always = true), Required]
    public CrossVersionObjectReference ScaleTargetRef { get; init; } = CrossVersionObjectReference.Empty;
    /// <summary>Min replicas.</summary>
    [Field(2, "minReplicas")] public int? MinReplicas { get; init; }
    /// <summary>Max replicas.</summary>
    [Field(3, "maxReplicas", Always = true), Required] public int MaxReplicas { get; init; }
    /// <summary>Target CPU utilization percentage.</summary>
    [Field(4, "targetCPUUtilizationPercentage")] public int? TargetCPUUtilizationPercentage { get; init; }
}

/// <summary>What is observed of a HorizontalPodAutoscaler.</summary>
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerStatus")]
public sealed partial record HorizontalPodAutoscalerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long? ObservedGeneration { get; init; }
    /// <summary>Last scale time.</summary>
    [Field(2, "lastScaleTime")] public Time? LastScaleTime { get; init; }
    /// <summary>Current replicas.</summary>
    [Field(3, "currentReplicas", Always = true), Required] public int CurrentReplicas { get; init; }
    /// <summary>Desired replicas.</summary>
    [Field(4, "desiredReplicas", Always = true), Required] public int DesiredReplicas { get; init; }
    /// <summary>Current CPU utilization percentage.</summary>
    [Field(5, "currentCPUUtilizationPercentage")] public int? CurrentCPUUtilizationPercentage { get; init; }
}
