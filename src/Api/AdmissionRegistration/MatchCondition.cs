namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>One observed condition of a Match.</summary>
[Definition("io.k8s.api.admissionregistration.v1.MatchCondition")]
public sealed partial record MatchCondition
{
    /// <summary>The value with nothing set.</summary>
    public static MatchCondition Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Expression.</summary>
    [Field(2, "expression", Always = true), Required] public string Expression { get; init; } = "";
}
