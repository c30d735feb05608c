namespace Kubesharp.Api.Resource;

/// <summary>A capacity request policy range.</summary>
[Definition("io.k8s.api.resource.v1.CapacityRequestPolicyRange")]
public sealed partial record CapacityRequestPolicyRange
{
    /// <summary>The value with nothing set.</summary>
    public static CapacityRequestPolicyRange Empty { get; } = new();

    /// <summary>Min.</summary>
    [Field(1, "min"), Required] public Quantity? Min { get; init; }
    /// <summary>Max.</summary>
    [Field(2, "max")] public Quantity? Max { get; init; }
    /// <summary>Step.</summary>
    [Field(3, "step")] public Quantity? Step { get; init; }
}
