namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Something about an expression that does not fit the types it is used with.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ExpressionWarning")]
public sealed partial record ExpressionWarning
{
    /// <summary>The value with nothing set.</summary>
    public static ExpressionWarning Empty { get; } = new();

    /// <summary>The expression's field: spec.validations[0].expression.</summary>
    [Field(2, "fieldRef", Always = true), Required] public string FieldRef { get; init; } = "";
    /// <summary>What does not fit, for which kinds.</summary>
    [Field(3, "warning", Always = true), Required] public string Warning { get; init; } = "";
}
