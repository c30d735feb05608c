using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>A claim, and what goes before its value.</summary>
internal sealed record PrefixedClaim(string Claim, string Prefix);

/// <summary>
/// An OpenID Connect issuer that is trusted, and how its tokens name users: an entry of <c>jwt</c> in an
/// AuthenticationConfiguration (KEP-3331).
/// </summary>
internal sealed record JwtIssuer
{
    /// <summary>The <c>iss</c> of its tokens; an https URL.</summary>
    public required string Url { get; init; }
    /// <summary>Where its configuration is; empty: at <c>/.well-known/openid-configuration</c> under its URL.</summary>
    public string DiscoveryUrl { get; init; } = "";
    /// <summary>Who signs its server's certificate; empty: one of the machine's authorities.</summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; init; } = [];
    /// <summary>A token must be meant for one of them.</summary>
    public required IReadOnlyList<string> Audiences { get; init; }
    public required PrefixedClaim Username { get; init; }
    /// <summary>Null: its users are in no groups of their own.</summary>
    public PrefixedClaim? Groups { get; init; }
    /// <summary>Empty: its users have no uid.</summary>
    public string UidClaim { get; init; } = "";
    /// <summary>Claims that must be there, with these values.</summary>
    public IReadOnlyDictionary<string, string> RequiredClaims { get; init; } = new Dictionary<string, string>();
    /// <summary>How its tokens may be signed. Defaults to all that can be checked.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = JsonWebKey.Algorithms;

    /// <summary>Whether both say the same, so that one's keys are the other's.</summary>
    public bool IsSameAs(JwtIssuer other) =>
        Url == other.Url && DiscoveryUrl == other.DiscoveryUrl && Username == other.Username && Groups == other.Groups
        && UidClaim == other.UidClaim && Audiences.SequenceEqual(other.Audiences)
        && Algorithms.SequenceEqual(other.Algorithms) && RequiredClaims.Count == other.RequiredClaims.Count
        && RequiredClaims.All(claim => other.RequiredClaims.GetValueOrDefault(claim.Key) == claim.Value)
        && Authorities.Select(static authority => authority.Thumbprint)
            .SequenceEqual(other.Authorities.Select(static authority => authority.Thumbprint));
}
