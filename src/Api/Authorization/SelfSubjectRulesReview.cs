namespace Kubesharp.Api.Authorization;

/// <summary>Asks for all that one may do in a namespace. For user interfaces, not for decisions.</summary>
[ApiResource("authorization.k8s.io/v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.SelfSubjectRulesReview")]
public sealed partial record SelfSubjectRulesReview : ApiObject
{
    /// <summary>Which namespace.</summary>
    [Field(2, "spec", Always = true), Required]
    public SelfSubjectRulesReviewSpec Spec { get; init; } = SelfSubjectRulesReviewSpec.Empty;
    /// <summary>The answer.</summary>
    [Field(3, "status")] public SubjectRulesReviewStatus Status { get; init; } = SubjectRulesReviewStatus.Empty;
}

/// <summary>Which namespace is asked about.</summary>
[Definition("io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec")]
public sealed partial record SelfSubjectRulesReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static SelfSubjectRulesReviewSpec Empty { get; } = new();

    /// <summary>The namespace. Needed.</summary>
    [Field(1, "namespace")] public string Namespace { get; init; } = "";
}
