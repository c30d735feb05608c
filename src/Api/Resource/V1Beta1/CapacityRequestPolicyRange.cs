namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>A range of amounts.</summary>
[Definition("io.k8s.api.resource.v1beta1.CapacityRequestPolicyRange")]
public sealed partial record CapacityRequestPolicyRange
{
    /// <summary>The value with nothing set.</summary>
    public static CapacityRequestPolicyRange Empty { get; } = new();

    /// <summary>The least; a smaller request gets this.</summary>
    [Field(1, "min"), Required] public Quantity? Min { get; init; }
    /// <summary>The most.</summary>
    [Field(2, "max")] public Quantity? Max { get; init; }
    /// <summary>A request is rounded up to min plus a multiple of this.</summary>
    [Field(3, "step")] public Quantity? Step { get; init; }
}
