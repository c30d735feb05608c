namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>A horizontal pod autoscaler.</summary>
[ApiResource("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", ShortNames = ["hpa"],
    Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler")]
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
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec")]
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
    /// <summary>Metrics.</summary>
    [Field(4, "metrics"), Atomic] public IReadOnlyList<MetricSpec> Metrics { get; init; } = [];
    /// <summary>Behavior.</summary>
    [Field(5, "behavior")] public HorizontalPodAutoscalerBehavior? Behavior { get; init; }
}

/// <summary>What is observed of a HorizontalPodAutoscaler.</summary>
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus")]
public sealed partial record HorizontalPodAutoscalerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long? ObservedGeneration { get; init; }
    /// <summary>Last scale time.</summary>
    [Field(2, "lastScaleTime")] public Time? LastScaleTime { get; init; }
    /// <summary>Current replicas.</summary>
    [Field(3, "currentReplicas")] public int CurrentReplicas { get; init; }
    /// <summary>Desired replicas.</summary>
    [Field(4, "desiredReplicas", Always = true), Required] public int DesiredReplicas { get; init; }
    /// <summary>Current metrics.</summary>
    [Field(5, "currentMetrics", Always = true), Atomic]
    public IReadOnlyList<MetricStatus> CurrentMetrics { get; init; } = [];
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(6, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<HorizontalPodAutoscalerCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a HorizontalPodAutoscaler.</summary>
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerCondition")]
public sealed partial record HorizontalPodAutoscalerCondition
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerCondition Empty { get; } = new();

    /// <summary>Type. One of: ScalingActive, AbleToScale, ScalingLimited, ScaledToZero.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
