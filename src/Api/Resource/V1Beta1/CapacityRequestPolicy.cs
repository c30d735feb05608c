namespace Kubesharp.Api.Resource.V1Beta1;

/// <summary>How much of a capacity a request may take.</summary>
[Definition("io.k8s.api.resource.v1beta1.CapacityRequestPolicy")]
public sealed partial record CapacityRequestPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static CapacityRequestPolicy Empty { get; } = new();

    /// <summary>What a request takes that names no amount.</summary>
    [Field(1, "default", Always = true)] public Quantity? Default { get; init; }
    /// <summary>
    /// The amounts that can be taken; a request is rounded up to one of them. At most 10. Not together with validRange.
    /// </summary>
    [Field(3, "validValues"), Atomic] public IReadOnlyList<Quantity> ValidValues { get; init; } = [];
    /// <summary>The range that amounts must lie in. Not together with validValues.</summary>
    [Field(4, "validRange")] public CapacityRequestPolicyRange? ValidRange { get; init; }
}
