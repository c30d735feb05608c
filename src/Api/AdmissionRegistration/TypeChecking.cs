namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A type checking.</summary>
[Definition("io.k8s.api.admissionregistration.v1.TypeChecking")]
public sealed partial record TypeChecking
{
    /// <summary>The value with nothing set.</summary>
    public static TypeChecking Empty { get; } = new();

    /// <summary>Expression warnings.</summary>
    [Field(1, "expressionWarnings"), Atomic]
    public IReadOnlyList<ExpressionWarning> ExpressionWarnings { get; init; } = [];
}
