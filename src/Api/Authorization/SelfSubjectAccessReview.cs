namespace Kubesharp.Api.Authorization;

/// <summary>Asks whether one may do something oneself.</summary>
[ApiResource("authorization.k8s.io/v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.SelfSubjectAccessReview")]
public sealed partial record SelfSubjectAccessReview : ApiObject
{
    /// <summary>What.</summary>
    [Field(2, "spec", Always = true), Required]
    public SelfSubjectAccessReviewSpec Spec { get; init; } = SelfSubjectAccessReviewSpec.Empty;
    /// <summary>The answer.</summary>
    [Field(3, "status")] public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}

/// <summary>What one wants to do. Exactly one field is set.</summary>
[Definition("io.k8s.api.authorization.v1.SelfSubjectAccessReviewSpec")]
public sealed partial record SelfSubjectAccessReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static SelfSubjectAccessReviewSpec Empty { get; } = new();

    /// <summary>A request to a resource.</summary>
    [Field(1, "resourceAttributes")] public ResourceAttributes? ResourceAttributes { get; init; }
    /// <summary>A request to a path that is no resource.</summary>
    [Field(2, "nonResourceAttributes")] public NonResourceAttributes? NonResourceAttributes { get; init; }
}
