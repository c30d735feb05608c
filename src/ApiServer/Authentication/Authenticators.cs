using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// The ways to say who one is, in their order: client certificate, service account token, bootstrap token. Who shows
/// nothing is anonymous; who shows something wrong is refused.
/// </summary>
public sealed class Authenticators(
    X509Certificate2 authority, ServiceAccountTokens serviceAccounts, BootstrapTokens bootstrap, TimeProvider time)
    : IAuthenticator
{
    private readonly ClientCertificateAuthenticator certificates = new(authority, time);

    public ValueTask<AuthenticationResult> AuthenticateAsync(
        AuthenticationRequest request, CancellationToken cancellationToken) => new(Authenticate(request));

    /// <summary>
    /// Who a token belongs to, for TokenReview: audiences are those that the asking server goes by, or this server's.
    /// </summary>
    public TokenReview Review(TokenReview review)
    {
        IReadOnlyList<string> audiences =
            review.Spec.Audiences.Count > 0 ? review.Spec.Audiences : serviceAccounts.Audiences;
        if (ServiceAccountTokens.IsCandidate(review.Spec.Token))
        {
            AuthenticationResult result = serviceAccounts.Authenticate(review.Spec.Token, audiences);
            if (result.User is null)
                return Refused(result.Failure);
            _ = serviceAccounts.Check(review.Spec.Token, audiences, out TokenClaims? claims);
            return review with
            {
                Status = new()
                {
                    Authenticated = true,
                    User = result.User,
                    Audiences = [.. audiences.Intersect(claims!.Audiences)],
                },
            };
        }
        // A bootstrap token is for this server alone.
        string[] ours = [.. audiences.Intersect(serviceAccounts.Audiences)];
        if (BootstrapTokens.IsCandidate(review.Spec.Token) && ours.Length > 0)
        {
            AuthenticationResult result = bootstrap.Authenticate(review.Spec.Token);
            return result.User is null
                ? Refused(result.Failure)
                : review with { Status = new() { Authenticated = true, User = result.User, Audiences = ours } };
        }
        return Refused("");

        TokenReview Refused(string why) => review with
        {
            Status = new() { User = UserInfo.Empty, Error = why.Length == 0 ? "" : $"[invalid bearer token, {why}]" },
        };
    }

    private AuthenticationResult Authenticate(AuthenticationRequest request)
    {
        if (request.ClientCertificate is { } certificate)
        {
            AuthenticationResult result = certificates.Authenticate(certificate);
            // A certificate that is not ours does not keep a client from showing a token.
            if (result.User is not null || string.IsNullOrEmpty(request.BearerToken))
                return result;
        }
        if (request.BearerToken is { Length: > 0 } token)
        {
            if (BootstrapTokens.IsCandidate(token))
                return bootstrap.Authenticate(token);
            return ServiceAccountTokens.IsCandidate(token)
                ? serviceAccounts.Authenticate(token, serviceAccounts.Audiences)
                : AuthenticationResult.Failed("invalid bearer token");
        }
        return request.HasOtherAuthorization
            ? AuthenticationResult.Failed("unsupported authorization scheme")
            : AuthenticationResult.Of(Users.AnonymousUser);
    }
}
