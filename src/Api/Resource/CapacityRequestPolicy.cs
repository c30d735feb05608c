namespace Kubesharp.Api.Resource;

/// <summary>A capacity request policy.</summary>
[Definition("io.k8s.api.resource.v1.CapacityRequestPolicy")]
public sealed partial record CapacityRequestPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static CapacityRequestPolicy Empty { get; } = new();

    /// <summary>Default.</summary>
    [Field(1, "default", Always = true)] public Quantity? Default { get; init; }
    /// <summary>Valid values.</summary>
    [Field(3, "validValues"), Atomic] public IReadOnlyList<Quantity> ValidValues { get; init; } = [];
    /// <summary>Valid range.</summary>
    [Field(4, "validRange")] public CapacityRequestPolicyRange? ValidRange { get; init; }
}
