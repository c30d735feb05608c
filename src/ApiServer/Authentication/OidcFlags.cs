namespace Kubesharp.ApiServer.Authentication;

/// <summary>What the <c>--oidc-*</c> flags say; upstream's names and defaults.</summary>
public sealed record OidcFlags
{
    public required string IssuerUrl { get; init; }
    public required string ClientId { get; init; }
    /// <summary>PEM; empty: the machine's authorities.</summary>
    public string AuthorityPem { get; init; } = "";
    /// <summary>Defaults to <c>sub</c>.</summary>
    public string UsernameClaim { get; init; } = "sub";
    /// <summary>Empty: the issuer's URL and <c>#</c>, but nothing before <c>email</c>. <c>-</c>: nothing.</summary>
    public string UsernamePrefix { get; init; } = "";
    /// <summary>Empty: no groups.</summary>
    public string GroupsClaim { get; init; } = "";
    public string GroupsPrefix { get; init; } = "";
    public IReadOnlyDictionary<string, string> RequiredClaims { get; init; } = new Dictionary<string, string>();
    /// <summary>Defaults to RS256.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = ["RS256"];
}
