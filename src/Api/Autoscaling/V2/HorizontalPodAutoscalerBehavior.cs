namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>A horizontal pod autoscaler behavior.</summary>
[Definition("io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerBehavior")]
public sealed partial record HorizontalPodAutoscalerBehavior
{
    /// <summary>The value with nothing set.</summary>
    public static HorizontalPodAutoscalerBehavior Empty { get; } = new();

    /// <summary>Scale up.</summary>
    [Field(1, "scaleUp")] public HPAScalingRules? ScaleUp { get; init; }
    /// <summary>Scale down.</summary>
    [Field(2, "scaleDown")] public HPAScalingRules? ScaleDown { get; init; }
}
