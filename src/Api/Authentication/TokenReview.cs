namespace Kubesharp.Api.Authentication;

/// <summary>Asks who a token belongs to.</summary>
[ApiResource("authentication.k8s.io/v1", "TokenReview", "tokenreviews", Namespaced = false,
    Verbs = ["create"])]
[Definition("io.k8s.api.authentication.v1.TokenReview")]
public sealed partial record TokenReview : ApiObject
{
    /// <summary>The token.</summary>
    [Field(2, "spec", Always = true), Required] public TokenReviewSpec Spec { get; init; } = TokenReviewSpec.Empty;
    /// <summary>The answer.</summary>
    [Field(3, "status")] public TokenReviewStatus Status { get; init; } = TokenReviewStatus.Empty;
}

/// <summary>A token that is asked about.</summary>
[Definition("io.k8s.api.authentication.v1.TokenReviewSpec")]
public sealed partial record TokenReviewSpec
{
    /// <summary>The value with nothing set.</summary>
    public static TokenReviewSpec Empty { get; } = new();

    /// <summary>The token itself.</summary>
    [Field(1, "token"), Required] public string Token { get; init; } = "";
    /// <summary>Who wants to accept it; it must be for at least one. Empty: the API server.</summary>
    [Field(2, "audiences"), Atomic] public IReadOnlyList<string> Audiences { get; init; } = [];
}

/// <summary>Who a token belongs to.</summary>
[Definition("io.k8s.api.authentication.v1.TokenReviewStatus")]
public sealed partial record TokenReviewStatus
{
    /// <summary>The value with nothing set.</summary>
    public static TokenReviewStatus Empty { get; } = new();

    /// <summary>Whether it is valid.</summary>
    [Field(1, "authenticated")] public bool Authenticated { get; init; }
    /// <summary>Whose it is.</summary>
    [Field(2, "user")] public UserInfo User { get; init; } = UserInfo.Empty;
    /// <summary>Those of the audiences asked about that it is for.</summary>
    [Field(4, "audiences"), Atomic] public IReadOnlyList<string> Audiences { get; init; } = [];
    /// <summary>Why it could not be checked.</summary>
    [Field(3, "error")] public string Error { get; init; } = "";
}
