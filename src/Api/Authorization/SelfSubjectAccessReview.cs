namespace Kubesharp.Api.Authorization;

/// <summary>A self subject access review.</summary>
[ApiResource("authorization.k8s.io/v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.SelfSubjectAccessReview")]
public sealed partial record SelfSubjectAccessReview : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public SelfSubjectAccessReviewSpec Spec { get; init; } = SelfSubjectAccessReviewSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}

/// <summary>What a SelfSubjectAccessReview should be.</summary>
[Definition("io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec")]
public sealed partial record SelfSubjectAccessReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static SelfSubjectAccessReviewSpec Empty { get; } = new();

    /// <summary>Resource attributes.</summary>
    [Field(1, "resourceAttributes")] public ResourceAttributes? ResourceAttributes { get; init; }
    /// <summary>Non resource attributes.</summary>
    [Field(2, "nonResourceAttributes")] public NonResourceAttributes? NonResourceAttributes { get; init; }
}
