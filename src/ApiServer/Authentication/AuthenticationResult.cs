using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>A user, or why there is none.</summary>
public readonly record struct AuthenticationResult
{
    private AuthenticationResult(UserInfo? user, string failure) => (User, Failure) = (user, failure);

    /// <summary>Null when the credentials are wrong: answer 401.</summary>
    public UserInfo? User { get; }
    /// <summary>For the log, never for the client.</summary>
    public string Failure { get; }

    public static AuthenticationResult Of(UserInfo user) => new(user, "");
    public static AuthenticationResult Failed(string why) => new(null, why);
}
