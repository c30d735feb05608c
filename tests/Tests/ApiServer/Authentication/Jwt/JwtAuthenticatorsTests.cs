using System.Buffers.Text;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authentication.Jwt;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Tests.ApiServer.Admission;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication.Jwt;

/// <summary>Tokens of issuers that run beside the test, shown to all authenticators together.</summary>
public sealed class JwtAuthenticatorsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SettableTime time = new(Start);
    private TestIssuer first = null!;
    private TestIssuer second = null!;
    private Authenticators authenticators = null!;

    public async ValueTask InitializeAsync()
    {
        first = await TestIssuer.StartAsync();
        second = await TestIssuer.StartAsync("ES256");
        ObjectTable objects = new();
        ClusterCertificates certificates = ClusterCertificates.InMemory([], time, Entropy.System);
        ServiceAccountTokens own = new(certificates.ServiceAccountKey, objects, time, Entropy.Seeded(1));
        authenticators = new(certificates.Authority.Certificate, own, new(objects, time), time, new()
        {
            Configuration = AuthenticationConfiguration.Parse(Configuration(), own.Issuer),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task EachIssuerNamesItsUsersItsOwnWay()
    {
        UserInfo one = await UserAsync(first.Sign(Claims()));
        Assert.Equal("one:ada", one.Username);
        Assert.Equal(["one:ops", "one:dev", "system:authenticated"], one.Groups);
        Assert.Equal("u-7", one.Uid);
        Assert.Equal(["JTI=t-1"], one.Extra["authentication.kubernetes.io/credential-id"]);

        UserInfo two = await UserAsync(second.Sign(new()
        {
            ["aud"] = new[] { "other", "b" },
            ["exp"] = Seconds(60),
            ["email"] = "ada@example.com",
            ["email_verified"] = true,
            ["tenant"] = "red",
            ["roles"] = "single",
        }));
        Assert.Equal("ada@example.com", two.Username);
        Assert.Equal(["single", "system:authenticated"], two.Groups);
    }

    // What is changed about a good token of the first issuer, and a word of the refusal.
    public static TheoryData<string, object?, string> Spoilt => new()
    {
        { "exp", -1L, "expired" },
        { "exp", null, "does not say when it expires" },
        { "exp", "tomorrow", "does not say when it expires" },
        { "nbf", 301L, "not yet valid" },
        { "aud", "somebody-else", "another audience" },
        { "aud", null, "another audience" },
        { "aud", 7, "another audience" },
        { "sub", null, "no claim sub" },
        { "sub", 7, "no claim sub" },
        { "groups", 7, "no list of strings" },
        { "id", null, "no claim id" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task ATokenThatLacksSomethingIsRefusedWithTheReason(string claim, object? value, string reason)
    {
        Dictionary<string, object> claims = Claims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value is long seconds ? Seconds(seconds) : value;
        Assert.Contains(reason, await FailureAsync(first.Sign(claims)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIssuersClockMayBeAhead()
    {
        Dictionary<string, object> claims = Claims();
        claims["nbf"] = Seconds(299);
        Assert.Equal("one:ada", (await UserAsync(first.Sign(claims))).Username);
    }

    [Theory]
    [InlineData("tenant", "blue")]
    [InlineData("tenant", null)]
    public async Task ARequiredClaimMustHaveItsValue(string claim, string? value)
    {
        Dictionary<string, object> claims = SecondsClaims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;
        Assert.Contains("claim tenant", await FailureAsync(second.Sign(claims)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAddressThatIsNotVerifiedNamesNobody()
    {
        Dictionary<string, object> claims = SecondsClaims();
        claims["email_verified"] = false;
        Assert.Contains("not verified", await FailureAsync(second.Sign(claims)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task EveryAlgorithmIsChecked(string algorithm)
    {
        first.AddKey("more", algorithm);
        string token = first.Sign(Claims(), "more");
        Assert.Equal("one:ada", (await UserAsync(token)).Username);
        string[] parts = token.Split('.');
        byte[] signature = Base64Url.DecodeFromChars(parts[2]);
        signature[10] ^= 1;
        Assert.Contains(
            "signature", await FailureAsync($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATokenCannotChooseHowItIsChecked()
    {
        string[] parts = first.Sign(Claims()).Split('.');
        foreach (string algorithm in new[] { "none", "HS256", "ES256", "" })
        {
            string header = Base64Url.EncodeToString(
                Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","kid":"first"}"""));
            Assert.StartsWith(
                "oidc: ", await FailureAsync($"{header}.{parts[1]}.{parts[2]}"), StringComparison.Ordinal);
            Assert.StartsWith("oidc: ", await FailureAsync($"{header}.{parts[1]}."), StringComparison.Ordinal);
        }
        string critical = Base64Url.EncodeToString("""{"alg":"RS256","kid":"first","crit":["b64"]}"""u8);
        Assert.Contains("critical", await FailureAsync($"{critical}.{parts[1]}.{parts[2]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneIssuersKeySignsNothingForAnother()
    {
        Dictionary<string, object> claims = Claims();
        claims["iss"] = first.Url;
        second.AddKey("first", "RS256");
        Assert.Contains("signature", await FailureAsync(second.Sign(claims)), StringComparison.Ordinal);
        claims["iss"] = "https://stranger.example.com";
        Assert.Equal("invalid bearer token", await FailureAsync(first.Sign(claims)));
    }

    [Fact]
    public async Task ANewKeyIsFetchedWhenATokenNamesIt()
    {
        _ = await UserAsync(first.Sign(Claims()));
        Assert.Equal(1, first.Reads);
        first.AddKey("next", "ES256");
        string token = first.Sign(Claims(), "next");
        // Whoever invents names of keys must not make the issuer busy.
        Assert.Contains("no such key", await FailureAsync(token), StringComparison.Ordinal);
        Assert.Equal(1, first.Reads);
        time.Advance(IssuerKeys.FetchesApartMin);
        Assert.Equal("one:ada", (await UserAsync(token)).Username);
        Assert.Equal(2, first.Reads);
    }

    [Fact]
    public async Task AKeyThatIsWithdrawnIsTrustedForAnHourAtMost()
    {
        string token = first.Sign(Claims());
        _ = await UserAsync(token);
        first.AddKey("next", "RS256");
        first.RemoveKey("first");
        Assert.NotNull(await UserAsync(token));
        time.Advance(IssuerKeys.KeysAgeMax);
        Assert.Contains("no such key", await FailureAsync(token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIssuerThatIsDownKeepsOutOnlyItsOwn()
    {
        second.IsDown = true;
        string token = second.Sign(SecondsClaims());
        Assert.Contains("cannot be fetched", await FailureAsync(token), StringComparison.Ordinal);
        _ = await UserAsync(first.Sign(Claims()));
        second.IsDown = false;
        Assert.Contains("cannot be fetched", await FailureAsync(token), StringComparison.Ordinal);
        time.Advance(IssuerKeys.FetchesApartMin);
        _ = await UserAsync(token);

        // Keys that are known go on being good.
        second.IsDown = true;
        time.Advance(IssuerKeys.KeysAgeMax);
        Dictionary<string, object> later = SecondsClaims();
        later["exp"] = Seconds(60 + (long)IssuerKeys.KeysAgeMax.TotalSeconds + 60);
        _ = await UserAsync(second.Sign(later));
    }

    [Fact]
    public async Task AnIssuerMustBeTheOneItIsTakenFor()
    {
        first.Pretends = "https://other.example.com";
        Assert.Contains(
            "its configuration is that of \"https://other.example.com\"", await FailureAsync(first.Sign(Claims())),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherConfigurationCountsFromTheNextRequestOn()
    {
        string token = first.Sign(Claims()), other = second.Sign(SecondsClaims());
        _ = await UserAsync(token);
        _ = await UserAsync(other);
        authenticators.Use(AuthenticationConfiguration.Parse(
            Configuration().Split("- issuer", 3) is [var head, var one, _] ? $"{head}- issuer{one}" : "", "us"));
        Assert.Equal("invalid bearer token", await FailureAsync(other));
        // What has not changed keeps its keys: the issuer is not asked again.
        _ = await UserAsync(token);
        Assert.Equal(1, first.Reads);
    }

    [Fact]
    public async Task OthersCannotAcceptATokenThatIsForThisServer()
    {
        TokenReview review = new() { Spec = new() { Token = first.Sign(Claims()), Audiences = ["vault"] } };
        review = await authenticators.ReviewAsync(review, TestContext.Current.CancellationToken);
        Assert.False(review.Status.Authenticated);
        review = await authenticators.ReviewAsync(
            review with { Spec = review.Spec with { Audiences = [] } }, TestContext.Current.CancellationToken);
        Assert.True(review.Status.Authenticated, review.Status.Error);
        Assert.Equal("one:ada", review.Status.User.Username);
        Assert.Equal([ServiceAccountTokens.DefaultIssuer], review.Status.Audiences);
    }

    private string Configuration() => $$"""
        apiVersion: apiserver.config.k8s.io/v1
        kind: AuthenticationConfiguration
        jwt:
        - issuer:
            url: {{first.Url}}
            audiences: [a]
            certificateAuthority: {{Quoted(first.Authority)}}
          claimMappings:
            username: { claim: sub, prefix: "one:" }
            groups: { claim: groups, prefix: "one:" }
            uid: { claim: id }
        - issuer:
            url: {{second.Url}}
            discoveryURL: {{second.Url}}/elsewhere
            audiences: [a, b]
            audienceMatchPolicy: MatchAny
            certificateAuthority: {{Quoted(second.Authority)}}
          claimMappings:
            username: { claim: email, prefix: "" }
            groups: { claim: roles, prefix: "" }
          claimValidationRules:
          - { claim: tenant, requiredValue: red }
        """;

    private static string Quoted(string pem) => System.Text.Json.JsonSerializer.Serialize(pem);

    private Dictionary<string, object> Claims() => new()
    {
        ["aud"] = "a",
        ["exp"] = Seconds(7200),
        ["sub"] = "ada",
        ["groups"] = new[] { "ops", "dev" },
        ["id"] = "u-7",
        ["jti"] = "t-1",
    };

    private Dictionary<string, object> SecondsClaims() => new()
    {
        ["aud"] = "b",
        ["exp"] = Seconds(600),
        ["email"] = "ada@example.com",
        ["tenant"] = "red",
    };

    private static long Seconds(long fromStart) => Start.ToUnixTimeSeconds() + fromStart;

    private async Task<UserInfo> UserAsync(string token)
    {
        AuthenticationResult result = await AuthenticateAsync(token);
        Assert.True(result.User is not null, result.Failure);
        return result.User!;
    }

    private async Task<string> FailureAsync(string token)
    {
        AuthenticationResult result = await AuthenticateAsync(token);
        Assert.Null(result.User);
        Assert.DoesNotContain(token, result.Failure, StringComparison.Ordinal);
        return result.Failure;
    }

    private ValueTask<AuthenticationResult> AuthenticateAsync(string token) => authenticators.AuthenticateAsync(
        new() { BearerToken = token }, TestContext.Current.CancellationToken);
}
