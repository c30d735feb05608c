namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>What does not fit in the expressions of a policy.</summary>
[Definition("io.k8s.api.admissionregistration.v1.TypeChecking")]
public sealed partial record TypeChecking
{
    /// <summary>The value with nothing set.</summary>
    public static TypeChecking Empty { get; } = new();

    /// <summary>One entry an expression that does not fit.</summary>
    [Field(1, "expressionWarnings"), Atomic]
    public IReadOnlyList<ExpressionWarning> ExpressionWarnings { get; init; } = [];
}
