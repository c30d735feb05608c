namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>An expression warning.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ExpressionWarning")]
public sealed partial record ExpressionWarning
{
    /// <summary>The value with nothing set.</summary>
    public static ExpressionWarning Empty { get; } = new();

    /// <summary>Field ref.</summary>
    [Field(2, "fieldRef", Always = true), Required] public string FieldRef { get; init; } = "";
    /// <summary>Warning.</summary>
    [Field(3, "warning", Always = true), Required] public string Warning { get; init; } = "";
}
