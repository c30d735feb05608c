namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>How fast the number of Pods may change in one direction.</summary>
[Definition("io.k8s.api.autoscaling.v2.HPAScalingRules")]
public sealed partial record HPAScalingRules
{
    /// <summary>The value with nothing set.</summary>
    public static HPAScalingRules Empty { get; } = new();

    /// <summary>
    /// How far to look back, in seconds: of all numbers computed in that time the most careful one is taken. From 0 to
    /// 3600. Defaults to 0 upwards and 300 downwards.
    /// </summary>
    [Field(3, "stabilizationWindowSeconds")] public int? StabilizationWindowSeconds { get; init; }
    /// <summary>
    /// Which limit counts when there are several: the one that allows most (Max) or least (Min) change; Disabled allows
    /// none. Defaults to Max. One of: Max, Min, Disabled.
    /// </summary>
    [Field(1, "selectPolicy")] public string? SelectPolicy { get; init; }
    /// <summary>
    /// The limits. Absent: upwards the greater of 4 Pods and 100 % in 15 seconds, downwards 100 % in 15 seconds.
    /// </summary>
    [Field(2, "policies"), Atomic] public IReadOnlyList<HPAScalingPolicy> Policies { get; init; } = [];
    /// <summary>
    /// How far a figure may be from its target without a change of the number, as a ratio: 0.05 is 5 %. Defaults to
    /// 0.1.
    /// </summary>
    [Field(4, "tolerance")] public Quantity? Tolerance { get; init; }
}
