namespace Kubesharp.Api.Authorization;

/// <summary>Asks whether somebody may do something in one namespace.</summary>
[ApiResource("authorization.k8s.io/v1", "LocalSubjectAccessReview", "localsubjectaccessreviews",
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.LocalSubjectAccessReview")]
public sealed partial record LocalSubjectAccessReview : ApiObject
{
    /// <summary>Who and what. Its namespace must be that of the review.</summary>
    [Field(2, "spec", Always = true), Required]
    public SubjectAccessReviewSpec Spec { get; init; } = SubjectAccessReviewSpec.Empty;
    /// <summary>The answer.</summary>
    [Field(3, "status")] public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}
