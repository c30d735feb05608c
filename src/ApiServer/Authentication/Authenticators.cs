using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authentication.Jwt;
using Kubesharp.ApiServer.Certificates;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// The ways to say who one is, in their order: client certificate, token of a file, of a service account, of a machine
/// that joins, of an OpenID Connect issuer, of a webhook. Who shows nothing is anonymous; who shows something wrong is
/// refused.
/// </summary>
/// <remarks>Safe from any thread: another configuration is swapped in by reference.</remarks>
public sealed class Authenticators : IAuthenticator
{
    private const string Invalid = "invalid bearer token";

    private readonly ClientCertificateAuthenticator certificates;
    private readonly IReadOnlyList<string> audiences;
    private readonly AuthenticationOptions options;
    private readonly JwtAuthenticators issuers;
    private readonly IReadOnlyList<ITokenAuthenticator> tokens;
    private AnonymousPolicy anonymous;

    public Authenticators(
        ClientAuthorities authorities, ServiceAccountTokens serviceAccounts, BootstrapTokens bootstrap,
        TimeProvider time, AuthenticationOptions? options = null)
    {
        certificates = new(authorities, time);
        audiences = serviceAccounts.Audiences;
        this.options = options ??= new();
        issuers = new(audiences, time);
        anonymous = options.Anonymous;
        bootstrap.Audiences = audiences;
        tokens =
        [
            .. options.StaticTokens is { } file ? [file] : Array.Empty<ITokenAuthenticator>(),
            serviceAccounts,
            bootstrap,
            issuers,
            .. options.Webhook is { } webhook
                ? [new TokenWebhook(webhook, audiences, time)]
                : Array.Empty<ITokenAuthenticator>(),
        ];
        if (options.Configuration is { } configuration)
            Use(configuration);
    }

    /// <summary>From the next request on these issuers are trusted, and no others.</summary>
    public void Use(AuthenticationConfiguration configuration)
    {
        issuers.Use(configuration.Issuers);
        Volatile.Write(ref anonymous, configuration.Anonymous ?? options.Anonymous);
    }

    /// <summary>The user of a request.</summary>
    public async ValueTask<AuthenticationResult> AuthenticateAsync(
        AuthenticationRequest request, CancellationToken cancellationToken)
    {
        string failure = "";
        if (request.ClientCertificate is { } certificate)
        {
            AuthenticationResult result = certificates.Authenticate(certificate);
            if (result.User is not null)
                return result;
            // A certificate that is not ours does not keep a client from showing a token.
            failure = result.Failure;
        }
        if (request.BearerToken is { Length: > 0 } token)
        {
            TokenResult result = await AuthenticateAsync(token, audiences, cancellationToken);
            return result.User is { } user
                ? AuthenticationResult.Of(user)
                : AuthenticationResult.Failed(result.Failure.Length > 0 ? result.Failure : Invalid);
        }
        if (failure.Length > 0)
            return AuthenticationResult.Failed(failure);
        if (request.HasOtherAuthorization)
            return AuthenticationResult.Failed("unsupported authorization scheme");
        return Volatile.Read(ref anonymous).Allows(request.Path)
            ? AuthenticationResult.Of(Users.AnonymousUser)
            : AuthenticationResult.Failed("anonymous requests are not allowed here");
    }

    /// <summary>
    /// Who a token belongs to, for TokenReview: audiences are those that the asking server goes by, or this server's.
    /// </summary>
    public async ValueTask<TokenReview> ReviewAsync(TokenReview review, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> asked = review.Spec.Audiences.Count > 0 ? review.Spec.Audiences : audiences;
        TokenResult result = await AuthenticateAsync(review.Spec.Token, asked, cancellationToken);
        return review with
        {
            Status = result.User is { } user
                ? new() { Authenticated = true, User = user, Audiences = result.Audiences }
                : new()
                {
                    User = UserInfo.Empty,
                    Error = result.Failure.Length == 0 ? Invalid : $"[{Invalid}, {result.Failure}]",
                },
        };
    }

    // All kinds are asked: a token that one of them takes for a bad one of its own may be a good one of another's.
    private async ValueTask<TokenResult> AuthenticateAsync(
        string token, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        string failures = "";
        foreach (ITokenAuthenticator kind in tokens)
        {
            TokenResult result = await kind.AuthenticateAsync(token, asked, cancellationToken);
            if (result.User is not null)
                return result;
            if (result.Failure.Length > 0)
                failures = failures.Length == 0 ? result.Failure : $"{failures}, {result.Failure}";
        }
        return failures.Length == 0 ? TokenResult.Unknown : TokenResult.Failed(failures);
    }
}
