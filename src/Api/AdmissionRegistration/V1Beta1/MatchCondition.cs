namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>A condition that a request must meet before anything else is looked at.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.MatchCondition")]
public sealed partial record MatchCondition
{
    /// <summary>The value with nothing set.</summary>
    public static MatchCondition Empty { get; } = new();

    /// <summary>A name for it, unique among those of the same list.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>
    /// A CEL expression that gives true or false. It sees object, oldObject, request, authorizer and params.
    /// </summary>
    [Field(2, "expression", Always = true), Required] public string Expression { get; init; } = "";
}
