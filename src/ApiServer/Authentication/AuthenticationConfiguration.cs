using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Authentication.Jwt;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Issuers of JSON Web Tokens and who may be anonymous: apiserver.config.k8s.io/v1 AuthenticationConfiguration, or the
/// <c>--oidc-*</c> flags. CEL expressions are refused by name: there is nothing here yet that could evaluate them.
/// </summary>
public sealed class AuthenticationConfiguration
{
    private const int IssuersMax = 64;
    private const string NoExpressions = "must not be set: CEL expressions are not supported by this version";

    private AuthenticationConfiguration(IReadOnlyList<JwtIssuer> issuers, AnonymousPolicy? anonymous)
    {
        Issuers = issuers;
        Anonymous = anonymous;
    }

    internal IReadOnlyList<JwtIssuer> Issuers { get; }
    /// <summary>Null: what the command line says.</summary>
    public AnonymousPolicy? Anonymous { get; }

    /// <summary>Reads a configuration file's text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="ownIssuer">Who signs service accounts' tokens: nobody else may be trusted to.</param>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static AuthenticationConfiguration Parse(string text, string ownIssuer) => ConfigurationDocument.Read(
        text, "AuthenticationConfiguration", ["apiserver.config.k8s.io/v1", "apiserver.config.k8s.io/v1beta1"],
        document =>
        {
            IReadOnlyList<JwtIssuer> issuers = document.Objects("jwt", entry => ReadIssuer(entry, ownIssuer));
            if (issuers.Count > IssuersMax)
                document.Fail("jwt", $"has {issuers.Count} entries; at most {IssuersMax} are allowed");
            foreach (string url in Twice(issuers.Select(static issuer => issuer.Url)))
                document.Fail("jwt", $"issuer.url \"{url}\" is there twice");
            foreach (string url in Twice(issuers.Select(static issuer => issuer.DiscoveryUrl)))
                document.Fail("jwt", $"issuer.discoveryURL \"{url}\" is there twice");
            return new AuthenticationConfiguration(issuers, document.Object("anonymous", ReadAnonymous));
        });

    /// <summary>One issuer, as the flags of the command line describe it.</summary>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static AuthenticationConfiguration Of(OidcFlags flags, string ownIssuer)
    {
        List<string> problems = [.. IssuerUrl.Problems(flags.IssuerUrl, ownIssuer)
            .Select(static problem => $"--oidc-issuer-url {problem}")];
        if (flags.ClientId.Length == 0)
            problems.Add("--oidc-client-id must be set beside --oidc-issuer-url");
        foreach (string algorithm in flags.Algorithms.Where(static name => !JsonWebKey.Algorithms.Contains(name)))
        {
            problems.Add($"--oidc-signing-algs: \"{algorithm}\" must be one of "
                + string.Join(", ", JsonWebKey.Algorithms));
        }
        IReadOnlyList<X509Certificate2> authorities = [];
        if (flags.AuthorityPem.Length > 0 && Certificates(flags.AuthorityPem) is not { Count: > 0 } found)
            problems.Add("--oidc-ca-file must hold PEM certificates");
        else if (flags.AuthorityPem.Length > 0)
            authorities = Certificates(flags.AuthorityPem);
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        // Upstream's rule: names that are not addresses get the issuer before them, unless told otherwise.
        string prefix = flags.UsernamePrefix switch
        {
            "-" => "",
            "" => flags.UsernameClaim == "email" ? "" : $"{flags.IssuerUrl}#",
            _ => flags.UsernamePrefix,
        };
        return new(
            [
                new()
                {
                    Url = flags.IssuerUrl,
                    Authorities = authorities,
                    Audiences = [flags.ClientId],
                    Username = new(flags.UsernameClaim, prefix),
                    Groups = flags.GroupsClaim.Length > 0 ? new(flags.GroupsClaim, flags.GroupsPrefix) : null,
                    RequiredClaims = flags.RequiredClaims,
                    Algorithms = flags.Algorithms,
                },
            ], null);
    }

    private static JwtIssuer ReadIssuer(ConfigurationDocument document, string ownIssuer)
    {
        JwtIssuer issuer = document.Object("issuer", entry => ReadEndpoint(entry, ownIssuer)) ?? Missing();
        if (document.Has("userValidationRules"))
            document.Fail("userValidationRules", NoExpressions);
        return document.Object("claimMappings", mappings => ReadMappings(mappings, issuer)) is { } mapped
            ? mapped with { RequiredClaims = ReadRules(document) }
            : MissingMappings();

        JwtIssuer Missing()
        {
            document.Fail("issuer", "must be set");
            return new() { Url = "", Audiences = [], Username = new("", "") };
        }

        JwtIssuer MissingMappings()
        {
            document.Fail("claimMappings.username", "claim or expression is required");
            return issuer with { RequiredClaims = ReadRules(document) };
        }
    }

    private static JwtIssuer ReadEndpoint(ConfigurationDocument document, string ownIssuer)
    {
        string url = document.Text("url", required: true), discovery = document.Text("discoveryURL");
        if (url.Length > 0)
        {
            foreach (string problem in IssuerUrl.Problems(url, ownIssuer))
                document.Fail("url", problem);
        }
        if (discovery.Length > 0)
        {
            foreach (string problem in IssuerUrl.Problems(discovery, ""))
                document.Fail("discoveryURL", problem);
            if (discovery.TrimEnd('/') == url.TrimEnd('/'))
                document.Fail("discoveryURL", $"\"{discovery}\" must be different from URL");
        }
        IReadOnlyList<string> audiences = document.Texts("audiences");
        if (audiences.Count == 0)
            document.Fail("audiences", "at least one is required");
        if (audiences.Any(static audience => audience.Length == 0))
            document.Fail("audiences", "must not be empty strings");
        foreach (string audience in Twice(audiences))
            document.Fail("audiences", $"\"{audience}\" is there twice");
        string policy = document.Text("audienceMatchPolicy");
        if (policy != "MatchAny" && (audiences.Count > 1 || policy.Length > 0))
        {
            document.Fail("audienceMatchPolicy", audiences.Count > 1
                ? $"\"{policy}\" must be MatchAny for multiple audiences"
                : $"\"{policy}\" must be empty or MatchAny for single audience");
        }
        if (document.Has("egressSelectorType"))
        {
            document.Fail(
                "egressSelectorType",
                "must not be set: this server has no egress selector, and reaches issuers from its own network");
        }
        string pem = document.Text("certificateAuthority");
        IReadOnlyList<X509Certificate2> authorities = pem.Length > 0 ? Certificates(pem) : [];
        if (pem.Length > 0 && authorities.Count == 0)
            document.Fail("certificateAuthority", "must hold PEM certificates");
        return new()
        {
            Url = url,
            DiscoveryUrl = discovery,
            Authorities = authorities,
            Audiences = audiences,
            Username = new("", ""),
        };
    }

    private static JwtIssuer ReadMappings(ConfigurationDocument document, JwtIssuer issuer)
    {
        PrefixedClaim? username = document.Object("username", ReadClaim);
        if (username is null)
            document.Fail("username", "claim or expression is required");
        else if (username.Claim.Length == 0)
            document.Fail("username", "claim is required");
        PrefixedClaim? groups = document.Object("groups", ReadClaim);
        string uid = document.Object("uid", static entry =>
        {
            RefuseExpression(entry, "expression");
            return entry.Text("claim");
        }) ?? "";
        document.Objects("extra", static entry =>
        {
            entry.Text("key", required: true);
            RefuseExpression(entry, "valueExpression");
            if (!entry.Has("valueExpression"))
                entry.Fail("valueExpression", "must be set");
            return "";
        });
        return issuer with
        {
            Username = username ?? new("", ""),
            Groups = groups is { Claim.Length: > 0 } ? groups : null,
            UidClaim = uid,
        };
    }

    private static PrefixedClaim ReadClaim(ConfigurationDocument document)
    {
        RefuseExpression(document, "expression");
        string claim = document.Text("claim");
        if (claim.Length > 0 && !document.Has("prefix"))
        {
            document.Fail(
                "prefix", "is required when claim is set. It can be set to an empty string to disable prefixing");
        }
        return new(claim, document.Text("prefix"));
    }

    private static IReadOnlyDictionary<string, string> ReadRules(ConfigurationDocument document)
    {
        Dictionary<string, string> required = new(StringComparer.Ordinal);
        document.Objects("claimValidationRules", rule =>
        {
            RefuseExpression(rule, "expression");
            string claim = rule.Text("claim"), value = rule.Text("requiredValue");
            if (claim.Length == 0 && !rule.Has("expression"))
                rule.Fail("claim", "claim or expression is required");
            if (claim.Length > 0 && rule.Has("message"))
                rule.Fail("message", "may not be specified when claim is set");
            rule.Skip("message");
            if (claim.Length > 0 && !required.TryAdd(claim, value))
                rule.Fail("claim", $"\"{claim}\" is there twice");
            return claim;
        });
        return required;
    }

    private static AnonymousPolicy ReadAnonymous(ConfigurationDocument document)
    {
        bool enabled = document.Flag("enabled") ?? false;
        IReadOnlyList<string> paths =
            document.Objects("conditions", static condition => condition.Text("path", required: true));
        if (!enabled && paths.Count > 0)
            document.Fail("conditions", "enabled should be set to true when conditions are defined");
        return new(enabled, paths);
    }

    private static void RefuseExpression(ConfigurationDocument document, string key)
    {
        if (document.Has(key))
            document.Fail(key, NoExpressions);
    }

    private static IReadOnlyList<X509Certificate2> Certificates(string pem)
    {
        X509Certificate2Collection found = [];
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return [];
        }
        return [.. found];
    }

    private static IEnumerable<string> Twice(IEnumerable<string> texts) => texts
        .Where(static text => text.Length > 0).GroupBy(static text => text, StringComparer.Ordinal)
        .Where(static same => same.Count() > 1).Select(static same => same.Key);
}
