namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>
/// Adds and removes Pods of a workload so that figures such as the use of CPU stay near their targets.
/// </summary>
[ApiResource("autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", ShortNames = ["hpa"],
    Categories = ["all"],
    Subresources = ["status"])]
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler")]
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
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec")]
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
    /// <summary>
    /// The figures to scale by. For each the number of Pods is computed that brings it to its target; the greatest
    /// wins. Defaults to CPU at 80 % of the request.
    /// </summary>
    [Field(4, "metrics"), Atomic] public IReadOnlyList<MetricSpec> Metrics { get; init; } = [];
    /// <summary>How fast the number may change. Absent: the defaults of scaleUp and scaleDown.</summary>
    [Field(5, "behavior")] public HorizontalPodAutoscalerBehavior? Behavior { get; init; }
}

/// <summary>What a HorizontalPodAutoscaler has seen and done.</summary>
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerStatus")]
public sealed partial record HorizontalPodAutoscalerStatus
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerStatus Empty { get; } = new();

    /// <summary>The generation of the autoscaler that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long? ObservedGeneration { get; init; }
    /// <summary>When the number of Pods was last changed.</summary>
    [Field(2, "lastScaleTime")] public Time? LastScaleTime { get; init; }
    /// <summary>How many Pods there are now.</summary>
    [Field(3, "currentReplicas")] public int CurrentReplicas { get; init; }
    /// <summary>How many Pods there should be by the last computation.</summary>
    [Field(4, "desiredReplicas", Always = true), Required] public int DesiredReplicas { get; init; }
    /// <summary>The figures as they were last measured, in the order of the spec.</summary>
    [Field(5, "currentMetrics", Always = true), Atomic]
    public IReadOnlyList<MetricStatus> CurrentMetrics { get; init; } = [];
    /// <summary>Whether the autoscaler can do its work, one entry for each type.</summary>
    [Field(6, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<HorizontalPodAutoscalerCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a HorizontalPodAutoscaler.</summary>
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerCondition")]
public sealed partial record HorizontalPodAutoscalerCondition
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about: figures can be read, the target can be scaled, a limit held the number back, the
    /// target was scaled to nothing. One of: ScalingActive, AbleToScale, ScalingLimited, ScaledToZero.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
}
