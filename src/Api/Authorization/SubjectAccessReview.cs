namespace Kubesharp.Api.Authorization;

/// <summary>Asks whether somebody may do something.</summary>
[ApiResource("authorization.k8s.io/v1", "SubjectAccessReview", "subjectaccessreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.SubjectAccessReview")]
public sealed partial record SubjectAccessReview : ApiObject
{
    /// <summary>Who and what.</summary>
    [Field(2, "spec", Always = true), Required]
    public SubjectAccessReviewSpec Spec { get; init; } = SubjectAccessReviewSpec.Empty;
    /// <summary>The answer.</summary>
    [Field(3, "status")] public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}

/// <summary>Who wants to do what. Exactly one of resourceAttributes and nonResourceAttributes is set.</summary>
[Definition("io.k8s.api.authorization.v1.SubjectAccessReviewSpec")]
public sealed partial record SubjectAccessReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static SubjectAccessReviewSpec Empty { get; } = new();

    /// <summary>A request to a resource.</summary>
    [Field(1, "resourceAttributes")] public ResourceAttributes? ResourceAttributes { get; init; }
    /// <summary>A request to a path that is no resource.</summary>
    [Field(2, "nonResourceAttributes")] public NonResourceAttributes? NonResourceAttributes { get; init; }
    /// <summary>The user. Without groups: only what is given to the name.</summary>
    [Field(3, "user")] public string User { get; init; } = "";
    /// <summary>The user's groups.</summary>
    [Field(4, "groups"), Atomic] public IReadOnlyList<string> Groups { get; init; } = [];
    /// <summary>The user's further attributes.</summary>
    [Field(5, "extra", Wrapped = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = Maps.None<IReadOnlyList<string>>();
    /// <summary>The user's uid.</summary>
    [Field(6, "uid")] public string Uid { get; init; } = "";
}

/// <summary>Whether something may be done.</summary>
[Definition("io.k8s.api.authorization.v1.SubjectAccessReviewStatus")]
public sealed partial record SubjectAccessReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static SubjectAccessReviewStatus Empty { get; } = new();

    /// <summary>Whether it may.</summary>
    [Field(1, "allowed", Always = true), Required] public bool Allowed { get; init; }
    /// <summary>Whether it is forbidden for good: nobody else's yes counts. Not together with allowed.</summary>
    [Field(4, "denied")] public bool Denied { get; init; }
    /// <summary>Why.</summary>
    [Field(2, "reason")] public string Reason { get; init; } = "";
    /// <summary>What went wrong on the way; the answer may be right nevertheless.</summary>
    [Field(3, "evaluationError")] public string EvaluationError { get; init; } = "";
}
