namespace Kubesharp.Api.Authorization;

/// <summary>A subject access review.</summary>
[ApiResource("authorization.k8s.io/v1", "SubjectAccessReview", "subjectaccessreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authorization.v1.SubjectAccessReview")]
public sealed partial record SubjectAccessReview : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public SubjectAccessReviewSpec Spec { get; init; } = SubjectAccessReviewSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}

/// <summary>What a SubjectAccessReview should be.</summary>
[Definition("io.k8s.api.authorization.v1.SubjectAccessReviewSpec")]
public sealed partial record SubjectAccessReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static SubjectAccessReviewSpec Empty { get; } = new();

    /// <summary>Resource attributes.</summary>
    [Field(1, "resourceAttributes")] public ResourceAttributes? ResourceAttributes { get; init; }
    /// <summary>Non resource attributes.</summary>
    [Field(2, "nonResourceAttributes")] public NonResourceAttributes? NonResourceAttributes { get; init; }
    /// <summary>User.</summary>
    [Field(3, "user")] public string User { get; init; } = "";
    /// <summary>Groups.</summary>
    [Field(4, "groups"), Atomic] public IReadOnlyList<string> Groups { get; init; } = [];
    /// <summary>Extra.</summary>
    [Field(5, "extra", Wrapped = true)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = Maps.None<IReadOnlyList<string>>();
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(6, "uid")] public string Uid { get; init; } = "";
}

/// <summary>What is observed of a SubjectAccessReview.</summary>
[Definition("io.k8s.api.authorization.v1.SubjectAccessReviewStatus")]
public sealed partial record SubjectAccessReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static SubjectAccessReviewStatus Empty { get; } = new();

    /// <summary>Allowed.</summary>
    [Field(1, "allowed", Always = true), Required] public bool Allowed { get; init; }
    /// <summary>Denied.</summary>
    [Field(4, "denied")] public bool Denied { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(2, "reason")] public string Reason { get; init; } = "";
    /// <summary>Evaluation error.</summary>
    [Field(3, "evaluationError")] public string EvaluationError { get; init; } = "";
}
