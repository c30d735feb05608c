namespace Kubesharp.Api.Authorization;

/// <summary>A self subject rules review.</summary>
[ApiResource("authorization.k8s.io/v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.SelfSubjectRulesReview")]
public sealed partial record SelfSubjectRulesReview : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public SelfSubjectRulesReviewSpec Spec { get; init; } = SelfSubjectRulesReviewSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public SubjectRulesReviewStatus Status { get; init; } = SubjectRulesReviewStatus.Empty;
}

/// <summary>What a SelfSubjectRulesReview should be.</summary>
[Definition("io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec")]
public sealed partial record SelfSubjectRulesReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static SelfSubjectRulesReviewSpec Empty { get; } = new();

    /// <summary>The namespace, empty for the object's own or for cluster scope.</summary>
    [Field(1, "namespace")] public string Namespace { get; init; } = "";
}
