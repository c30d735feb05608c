namespace Kubesharp.Api.Autoscaling;

/// <summary>One observed condition of a HorizontalPodAutoscaler.</summary>
[Definition("io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerCondition")]
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
