using System.Text.Json;
using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>The tokens of one issuer: signature, time, audience, claims, and who that makes the caller.</summary>
internal sealed class JwtAuthenticator(JwtIssuer issuer, TimeProvider time)
{
    // For issuers whose clock is ahead, as upstream.
    private static readonly TimeSpan NotBeforeLeeway = TimeSpan.FromMinutes(5);

    private readonly IssuerKeys keys = new(issuer, time);

    public JwtIssuer Issuer => issuer;

    /// <summary>The token's user, or why there is none.</summary>
    public async ValueTask<(UserInfo? User, string Failure)> AuthenticateAsync(
        JsonWebToken token, CancellationToken cancellationToken)
    {
        if (token.IsCritical)
            return Failed("the token has critical extensions");
        if (!issuer.Algorithms.Contains(token.Algorithm))
            return Failed("the token is signed with an algorithm that is not accepted");
        // What can be said without the issuer is said first: a client with an old token must not make it busy.
        if (Untimely(token) is { } untimely)
            return Failed(untimely);
        if (token.Texts("aud") is not { } audiences || !audiences.Any(issuer.Audiences.Contains))
            return Failed("the token is meant for another audience");
        (IReadOnlyList<JsonWebKey> found, string failure) = await keys.FindAsync(token.KeyId, cancellationToken);
        if (found.Count == 0)
            return Failed(failure);
        if (!found.Any(key => key.Verifies(token.Algorithm, token.Signed, token.Signature)))
            return Failed("the token's signature is wrong");
        return UserOf(token);
    }

    private string? Untimely(JsonWebToken token)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (token.Time("exp") is not { } expiry)
            return "the token does not say when it expires";
        if (now >= expiry)
            return "the token has expired";
        return token.Time("nbf") is { } from && now + NotBeforeLeeway < from ? "the token is not yet valid" : null;
    }

    private (UserInfo? User, string Failure) UserOf(JsonWebToken token)
    {
        foreach ((string claim, string value) in issuer.RequiredClaims)
        {
            if (!token.Claims.TryGetProperty(claim, out JsonElement given)
                || given.ValueKind != JsonValueKind.String || given.GetString() != value)
            {
                return Failed($"the token's claim {claim} is not the required one");
            }
        }
        string name = token.Text(issuer.Username.Claim);
        if (name.Length == 0)
            return Failed($"the token has no claim {issuer.Username.Claim}");
        // An address that nobody has looked at could be anybody's.
        if (issuer.Username.Claim == "email"
            && token.Claims.TryGetProperty("email_verified", out JsonElement verified)
            && verified.ValueKind != JsonValueKind.True)
        {
            return Failed("the token's email address is not verified");
        }
        IReadOnlyList<string>? groups = [];
        if (issuer.Groups is { } mapping && (groups = token.Texts(mapping.Claim)) is null)
            return Failed($"the token's claim {mapping.Claim} is no list of strings");
        string uid = issuer.UidClaim.Length > 0 ? token.Text(issuer.UidClaim) : "";
        if (issuer.UidClaim.Length > 0 && uid.Length == 0)
            return Failed($"the token has no claim {issuer.UidClaim}");
        Dictionary<string, IReadOnlyList<string>> extra = new(StringComparer.Ordinal);
        if (token.Text("jti") is { Length: > 0 } id)
            extra["authentication.kubernetes.io/credential-id"] = [$"JTI={id}"];
        return (Users.WithAuthenticated(new()
        {
            Username = issuer.Username.Prefix + name,
            Uid = uid,
            Groups = [.. groups.Select(group => issuer.Groups!.Prefix + group)],
            Extra = extra,
        }), "");
    }

    private static (UserInfo? User, string Failure) Failed(string why) => (null, $"oidc: {why}");
}
