namespace Kubesharp.Api.Authentication;

/// <summary>Asks who one is.</summary>
[ApiResource("authentication.k8s.io/v1", "SelfSubjectReview", "selfsubjectreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authentication.v1.SelfSubjectReview")]
public sealed partial record SelfSubjectReview : ApiObject
{
    /// <summary>The answer.</summary>
    [Field(2, "status")] public SelfSubjectReviewStatus Status { get; init; } = SelfSubjectReviewStatus.Empty;
}

/// <summary>Who one is.</summary>
[Definition("io.k8s.api.authentication.v1.SelfSubjectReviewStatus")]
public sealed partial record SelfSubjectReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static SelfSubjectReviewStatus Empty { get; } = new();

    /// <summary>Name, groups and further attributes.</summary>
    [Field(1, "userInfo")] public UserInfo UserInfo { get; init; } = UserInfo.Empty;
}
