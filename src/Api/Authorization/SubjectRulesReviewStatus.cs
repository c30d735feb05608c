namespace Kubesharp.Api.Authorization;

/// <summary>All that one may do, as far as it is known.</summary>
[Definition("io.k8s.api.authorization.v1.SubjectRulesReviewStatus")]
public sealed partial record SubjectRulesReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static SubjectRulesReviewStatus Empty { get; } = new();

    /// <summary>With resources. The order has no meaning.</summary>
    [Field(1, "resourceRules", Always = true), Required, Atomic]
    public IReadOnlyList<ResourceRule> ResourceRules { get; init; } = [];
    /// <summary>With other paths.</summary>
    [Field(2, "nonResourceRules", Always = true), Required, Atomic]
    public IReadOnlyList<NonResourceRule> NonResourceRules { get; init; } = [];
    /// <summary>Whether there may be more: not every authorizer can list.</summary>
    [Field(3, "incomplete", Always = true), Required] public bool Incomplete { get; init; }
    /// <summary>What went wrong on the way.</summary>
    [Field(4, "evaluationError")] public string EvaluationError { get; init; } = "";
}
