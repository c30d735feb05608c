using Kubesharp.Api.Configuration;
using Kubesharp.ApiServer.Authentication;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

public sealed class AuthenticationConfigurationTests
{
    private const string Own = "https://kubernetes.default.svc";

    private const string Good = """
        apiVersion: apiserver.config.k8s.io/v1beta1
        kind: AuthenticationConfiguration
        jwt:
        - issuer:
            url: https://issuer.example.com
            audiences: [a]
          claimMappings:
            username: { claim: sub, prefix: "" }
        anonymous:
          enabled: true
          conditions:
          - path: /livez
          - path: /readyz
        """;

    [Fact]
    public void AGoodFileIsRead()
    {
        AuthenticationConfiguration configuration = AuthenticationConfiguration.Parse(Good, Own);
        Assert.Equal("https://issuer.example.com", Assert.Single(configuration.Issuers).Url);
        Assert.True(configuration.Anonymous!.Allows("/livez"));
        Assert.False(configuration.Anonymous.Allows("/livez/"));
        Assert.False(configuration.Anonymous.Allows("/api"));
    }

    [Fact]
    public void NoIssuerAtAllIsAllowed() => Assert.Empty(AuthenticationConfiguration.Parse(
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n", Own).Issuers);

    // A text of the good file, what takes its place, and the violation.
    [Theory]
    [InlineData("v1beta1", "v2", "apiVersion: \"apiserver.config.k8s.io/v2\" must be one of")]
    [InlineData("https://issuer.example.com", "http://issuer.example.com",
        "jwt[0].issuer.url: \"http://issuer.example.com\": URL scheme must be https")]
    [InlineData("https://issuer.example.com", "https://a:b@issuer.example.com",
        "jwt[0].issuer.url: URL must not contain a username or password")]
    [InlineData("https://issuer.example.com", "https://issuer.example.com?x=1",
        "jwt[0].issuer.url: \"https://issuer.example.com?x=1\": URL must not contain a query")]
    [InlineData("https://issuer.example.com", "https://kubernetes.default.svc",
        "must not overlap with disallowed issuers: [https://kubernetes.default.svc]")]
    [InlineData("    audiences: [a]", "    audiences: []", "jwt[0].issuer.audiences: at least one is required")]
    [InlineData("    audiences: [a]", "    audiences: [a, a]\n    audienceMatchPolicy: MatchAny",
        "jwt[0].issuer.audiences: \"a\" is there twice")]
    [InlineData("    audiences: [a]", "    audiences: [a, b]",
        "jwt[0].issuer.audienceMatchPolicy: \"\" must be MatchAny for multiple audiences")]
    [InlineData("    audiences: [a]", "    audiences: [a]\n    audienceMatchPolicy: MatchAll",
        "jwt[0].issuer.audienceMatchPolicy: \"MatchAll\" must be empty or MatchAny for single audience")]
    [InlineData("    audiences: [a]", "    audiences: [a]\n    discoveryURL: https://issuer.example.com/",
        "jwt[0].issuer.discoveryURL: \"https://issuer.example.com/\" must be different from URL")]
    [InlineData("    audiences: [a]", "    audiences: [a]\n    egressSelectorType: cluster",
        "jwt[0].issuer.egressSelectorType: must not be set: this server has no egress selector")]
    [InlineData("    audiences: [a]", "    audiences: [a]\n    certificateAuthority: nonsense",
        "jwt[0].issuer.certificateAuthority: must hold PEM certificates")]
    [InlineData("{ claim: sub, prefix: \"\" }", "{ claim: sub }",
        "jwt[0].claimMappings.username.prefix: is required when claim is set")]
    [InlineData("{ claim: sub, prefix: \"\" }", "{ }", "jwt[0].claimMappings.username: claim is required")]
    [InlineData("{ claim: sub, prefix: \"\" }", "{ expression: claims.sub }",
        "jwt[0].claimMappings.username.expression: must not be set: CEL expressions are not supported")]
    [InlineData("    username:", "    uid: { expression: claims.id }\n    username:",
        "jwt[0].claimMappings.uid.expression: must not be set: CEL expressions are not supported")]
    [InlineData("    username:", "    extra: [{ key: example.com/x, valueExpression: claims.x }]\n    username:",
        "jwt[0].claimMappings.extra[0].valueExpression: must not be set: CEL expressions are not supported")]
    [InlineData("  claimMappings:", "  userValidationRules: [{ expression: 'true' }]\n  claimMappings:",
        "jwt[0].userValidationRules: must not be set: CEL expressions are not supported")]
    [InlineData("  claimMappings:", "  claimValidationRules: [{ expression: 'true' }]\n  claimMappings:",
        "jwt[0].claimValidationRules[0].expression: must not be set: CEL expressions are not supported")]
    [InlineData("  claimMappings:", "  claimValidationRules: [{ }]\n  claimMappings:",
        "jwt[0].claimValidationRules[0].claim: claim or expression is required")]
    [InlineData("  claimMappings:", "  claimValidationRules: [{ claim: a }, { claim: a }]\n  claimMappings:",
        "jwt[0].claimValidationRules[1].claim: \"a\" is there twice")]
    [InlineData("  claimMappings:", "  claimValidationRules: [{ claim: a, message: m }]\n  claimMappings:",
        "jwt[0].claimValidationRules[0].message: may not be specified when claim is set")]
    [InlineData("    audiences: [a]", "    audience: [a]", "jwt[0].issuer.audience: is unknown; known are")]
    [InlineData("enabled: true", "enabled: false",
        "anonymous.conditions: enabled should be set to true when conditions are defined")]
    [InlineData("path: /livez", "paths: /livez", "anonymous.conditions[0].path: must be set")]
    public void EachMistakeIsNamed(string part, string instead, string problem)
    {
        Assert.Contains(part, Good, StringComparison.Ordinal);
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => AuthenticationConfiguration.Parse(Good.Replace(part, instead, StringComparison.Ordinal), Own));
        Assert.Contains(exception.Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void TwoIssuersCannotBeOne()
    {
        string[] parts = Good.Split("jwt:\n", 2);
        string entry = parts[1][..parts[1].IndexOf("anonymous", StringComparison.Ordinal)];
        ConfigurationException exception = Assert.Throws<ConfigurationException>(
            () => AuthenticationConfiguration.Parse($"{parts[0]}jwt:\n{entry}{parts[1]}", Own));
        Assert.Equal(["jwt: issuer.url \"https://issuer.example.com\" is there twice"], exception.Problems);
    }

    [Theory]
    [InlineData("sub", "", "https://issuer.example.com#")]
    [InlineData("email", "", "")]
    [InlineData("sub", "-", "")]
    [InlineData("email", "oidc:", "oidc:")]
    public void TheFlagsPutTheIssuerBeforeNames(string claim, string prefix, string expected)
    {
        AuthenticationConfiguration configuration = AuthenticationConfiguration.Of(
            new()
            {
                IssuerUrl = "https://issuer.example.com",
                ClientId = "a",
                UsernameClaim = claim,
                UsernamePrefix = prefix,
            },
            Own);
        Assert.Equal(new(claim, expected), Assert.Single(configuration.Issuers).Username);
    }

    [Fact]
    public void FlagsThatMakeNoSenseAreRefused()
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => AuthenticationConfiguration.Of(
            new() { IssuerUrl = "http://x", ClientId = "", Algorithms = ["HS256"], AuthorityPem = "x" }, Own));
        Assert.Equal(4, exception.Problems.Count);
        Assert.Contains(
            "--oidc-signing-algs: \"HS256\" must be one of ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384, "
                + "RS512",
            exception.Problems);
    }
}
