using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>Whose a token is; why it is nobody's; or that it is of another kind.</summary>
internal readonly record struct TokenResult
{
    private TokenResult(UserInfo? user, IReadOnlyList<string> audiences, string failure) =>
        (User, Audiences, Failure) = (user, audiences, failure);

    /// <summary>The next kind may know it.</summary>
    public static TokenResult Unknown => new(null, [], "");

    public UserInfo? User { get; }
    /// <summary>Those of the audiences asked about that the token is for.</summary>
    public IReadOnlyList<string> Audiences { get; }
    /// <summary>For the log and for TokenReview, without the token; empty when it is of another kind.</summary>
    public string Failure { get; }

    public static TokenResult Of(UserInfo user, IReadOnlyList<string> audiences) => new(user, audiences, "");
    public static TokenResult Failed(string why) => new(null, [], why);
}
