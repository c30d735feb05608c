namespace Kubesharp.Api.Authentication;

/// <summary>A token review.</summary>
[ApiResource("authentication.k8s.io/v1", "TokenReview", "tokenreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authentication.v1.TokenReview")]
public sealed partial record TokenReview : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required] public TokenReviewSpec Spec { get; init; } = TokenReviewSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public TokenReviewStatus Status { get; init; } = TokenReviewStatus.Empty;
}

/// <summary>What a TokenReview should be.</summary>
[Definition("io.k8s.api.authentication.v1.TokenReviewSpec")]
public sealed partial record TokenReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static TokenReviewSpec Empty { get; } = new();

    /// <summary>Token.</summary>
    [Field(1, "token"), Required] public string Token { get; init; } = "";
    /// <summary>Audiences.</summary>
    [Field(2, "audiences"), Atomic] public IReadOnlyList<string> Audiences { get; init; } = [];
}

/// <summary>What is observed of a TokenReview.</summary>
[Definition("io.k8s.api.authentication.v1.TokenReviewStatus")]
public sealed partial record TokenReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static TokenReviewStatus Empty { get; } = new();

    /// <summary>Authenticated.</summary>
    [Field(1, "authenticated")] public bool Authenticated { get; init; }
    /// <summary>User.</summary>
    [Field(2, "user")] public UserInfo User { get; init; } = UserInfo.Empty;
    /// <summary>Audiences.</summary>
    [Field(4, "audiences"), Atomic] public IReadOnlyList<string> Audiences { get; init; } = [];
    /// <summary>Error.</summary>
    [Field(3, "error")] public string Error { get; init; } = "";
}
