namespace Kubesharp.Api.Core;

/// <summary>A condition that a Pod needs to be ready.</summary>
[Definition("io.k8s.api.core.v1.PodReadinessGate")]
public sealed partial record PodReadinessGate
{
    /// <summary>The value with nothing set.</summary>
    public static PodReadinessGate Empty { get; } = new();

    /// <summary>The condition's type.</summary>
    [Field(1, "conditionType", Always = true), Required] public string ConditionType { get; init; } = "";
}
