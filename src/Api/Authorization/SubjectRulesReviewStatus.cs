namespace Kubesharp.Api.Authorization;

/// <summary>What is observed of a SubjectRulesReview.</summary>
[Definition("io.k8s.api.authorization.v1.SubjectRulesReviewStatus")]
public sealed partial record SubjectRulesReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static SubjectRulesReviewStatus Empty { get; } = new();

    /// <summary>Resource rules.</summary>
    [Field(1, "resourceRules", Always = true), Required, Atomic]
    public IReadOnlyList<ResourceRule> ResourceRules { get; init; } = [];
    /// <summary>Non resource rules.</summary>
    [Field(2, "nonResourceRules", Always = true), Required, Atomic]
    public IReadOnlyList<NonResourceRule> NonResourceRules { get; init; } = [];
    /// <summary>Incomplete.</summary>
    [Field(3, "incomplete", Always = true), Required] public bool Incomplete { get; init; }
    /// <summary>Evaluation error.</summary>
    [Field(4, "evaluationError")] public string EvaluationError { get; init; } = "";
}
