namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>A HPA scaling rules.</summary>
[Definition("io.k8s.api.autoscaling.v2.HPAScalingRules")]
public sealed partial record HPAScalingRules
{
    /// <summary>The value with nothing set.</summary>
    public static HPAScalingRules Empty { get; } = new();

    /// <summary>Stabilization window seconds.</summary>
    [Field(3, "stabilizationWindowSeconds")] public int? StabilizationWindowSeconds { get; init; }
    /// <summary>Select policy. One of: Max, Min, Disabled.</summary>
    [Field(1, "selectPolicy")] public string? SelectPolicy { get; init; }
    /// <summary>Policies.</summary>
    [Field(2, "policies"), Atomic] public IReadOnlyList<HPAScalingPolicy> Policies { get; init; } = [];
    /// <summary>Tolerance.</summary>
    [Field(4, "tolerance")] public Quantity? Tolerance { get; init; }
}
