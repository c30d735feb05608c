namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>A HPA scaling policy.</summary>
[Definition("io.k8s.api.autoscaling.v2.HPAScalingPolicy")]
public sealed partial record HPAScalingPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static HPAScalingPolicy Empty { get; } = new();

    /// <summary>Type. One of: Pods, Percent.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Value.</summary>
    [Field(2, "value", Always = true), Required] public int Value { get; init; }
    /// <summary>Period seconds.</summary>
    [Field(3, "periodSeconds", Always = true), Required] public int PeriodSeconds { get; init; }
}
