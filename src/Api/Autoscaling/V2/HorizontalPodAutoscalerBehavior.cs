namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>How fast the number of Pods may change.</summary>
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior")]
public sealed partial record HorizontalPodAutoscalerBehavior
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerBehavior Empty { get; } = new();

    /// <summary>Upwards. Absent: the greater of 4 Pods and 100 % every 15 seconds, at once.</summary>
    [Field(1, "scaleUp")] public HPAScalingRules? ScaleUp { get; init; }
    /// <summary>Downwards. Absent: as far as needed, after 300 seconds without need of more.</summary>
    [Field(2, "scaleDown")] public HPAScalingRules? ScaleDown { get; init; }
}
