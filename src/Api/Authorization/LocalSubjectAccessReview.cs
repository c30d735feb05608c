namespace Kubesharp.Api.Authorization;

/// <summary>A local subject access review.</summary>
[ApiResource("authorization.k8s.io/v1", "LocalSubjectAccessReview", "localsubjectaccessreviews",
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.LocalSubjectAccessReview")]
public sealed partial record LocalSubjectAccessReview : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public SubjectAccessReviewSpec Spec { get; init; } = SubjectAccessReviewSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}
