using Kubesharp.Api.Authentication;

namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>The issuers that are trusted now; a token goes to the one that it names.</summary>
/// <remarks>
/// Safe from any thread: <see cref="Use"/> swaps the list. An issuer that stays as it was keeps the keys it has.
/// </remarks>
internal sealed class JwtAuthenticators(IReadOnlyList<string> own, TimeProvider time) : ITokenAuthenticator
{
    private IReadOnlyDictionary<string, JwtAuthenticator> issuers = new Dictionary<string, JwtAuthenticator>();

    public void Use(IReadOnlyList<JwtIssuer> trusted)
    {
        IReadOnlyDictionary<string, JwtAuthenticator> before = Volatile.Read(ref issuers);
        Volatile.Write(ref issuers, trusted.ToDictionary(
            static issuer => issuer.Url,
            issuer => before.TryGetValue(issuer.Url, out JwtAuthenticator? kept) && kept.Issuer.IsSameAs(issuer)
                ? kept
                : new JwtAuthenticator(issuer, time),
            StringComparer.Ordinal));
    }

    public async ValueTask<TokenResult> AuthenticateAsync(
        string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, JwtAuthenticator> current = Volatile.Read(ref issuers);
        if (current.Count == 0 || JsonWebToken.TryRead(token) is not { } read
            || !current.TryGetValue(read.Issuer, out JwtAuthenticator? issuer))
        {
            return TokenResult.Unknown;
        }
        // The issuer's audiences are names of this server: others cannot accept such a token.
        string[] meant = [.. audiences.Intersect(own)];
        if (meant.Length == 0)
            return TokenResult.Unknown;
        (UserInfo? user, string failure) = await issuer.AuthenticateAsync(read, cancellationToken);
        return user is null ? TokenResult.Failed(failure) : TokenResult.Of(user, meant);
    }
}
