namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>One limit of how much may change in a time.</summary>
[Definition("io.k8s.api.autoscaling.v2.HPAScalingPolicy")]
public sealed partial record HPAScalingPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static HPAScalingPolicy Empty { get; } = new();

    /// <summary>Whether value is a number of Pods or a percentage of those there are. One of: Pods, Percent.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>How much may change. Above 0.</summary>
    [Field(2, "value", Always = true), Required] public int Value { get; init; }
    /// <summary>The time that the change is counted over, in seconds. From 1 to 1800.</summary>
    [Field(3, "periodSeconds", Always = true), Required] public int PeriodSeconds { get; init; }
}
