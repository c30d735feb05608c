using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Core;
using Kubesharp.Api.Pki;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Tests.ApiServer.Admission;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

public sealed class AuthenticatorsTests
{
    private readonly SettableTime time = new(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ObjectTable objects = new();
    private readonly ClusterCertificates certificates;
    private readonly ServiceAccountTokens tokens;
    private readonly TokenRequests requests;
    private readonly Authenticators authenticators;

    public AuthenticatorsTests()
    {
        certificates = ClusterCertificates.InMemory([], time, Entropy.System);
        tokens = new(certificates.ServiceAccountKey, objects, time, Entropy.Seeded(1));
        requests = new(tokens, objects, time);
        authenticators = new(certificates.Authority.Certificate, tokens, new(objects, time), time);
        objects.Add(Resources.ServiceAccounts, new ServiceAccount { Metadata = Named("runner") });
        objects.Add(Resources.Nodes, new Node { Metadata = new() { Name = "n1" } });
        objects.Add(Resources.Pods, new Pod
        {
            Metadata = Named("web"),
            Spec = new() { ServiceAccountName = "runner", NodeName = "n1" },
        });
    }

    [Fact]
    public async Task E087_ACertificateNamesTheUserAndItsGroups()
    {
        UserInfo admin = (await ByCertificate(certificates.IssueAdmin())).User!;
        Assert.Equal("kubernetes-admin", admin.Username);
        Assert.Equal(["system:masters", "system:authenticated"], admin.Groups);
        UserInfo node = (await ByCertificate(certificates.IssueKubelet("n1"))).User!;
        Assert.Equal("n1", NodeIdentity.Of(node));
    }

    [Fact]
    public async Task E087_AForeignOrExpiredCertificateIsRefused()
    {
        ClusterCertificates others = ClusterCertificates.InMemory([], time, Entropy.System);
        Assert.Null((await ByCertificate(others.IssueAdmin())).User);
        using X509Certificate2 ours = certificates.IssueAdmin().ToCertificate();
        Assert.NotNull((await Authenticate(new() { ClientCertificate = ours })).User);
        time.Advance(TimeSpan.FromDays(366));
        Assert.Null((await Authenticate(new() { ClientCertificate = ours })).User);
    }

    [Fact]
    public async Task E089_WhoShowsNothingIsAnonymousAndWhoShowsNonsenseIsRefused()
    {
        Assert.Equal("system:anonymous", (await Authenticate(new())).User!.Username);
        Assert.Equal(["system:unauthenticated"], (await Authenticate(new())).User!.Groups);
        Assert.Null((await Authenticate(new() { BearerToken = "nonsense" })).User);
        const string unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzeXN0ZW06YWRtaW4ifQ.";
        Assert.Null((await Authenticate(new() { BearerToken = unsigned })).User);
        Assert.Null((await Authenticate(new() { HasOtherAuthorization = true })).User);
    }

    [Fact]
    public async Task E088_ATokenOfAPodSaysWhoseItIs()
    {
        TokenRequest made = Request("runner", seconds: 3607, pod: "web").Object!;
        Assert.Equal(time.GetUtcNow().AddSeconds(3607), made.Status.ExpirationTimestamp!.Value.Value);
        UserInfo user = (await Authenticate(new() { BearerToken = made.Status.Token })).User!;
        Assert.Equal("system:serviceaccount:team:runner", user.Username);
        Assert.Equal(
            ["system:serviceaccounts", "system:serviceaccounts:team", "system:authenticated"], user.Groups);
        Assert.Equal(["web"], user.Extra["authentication.kubernetes.io/pod-name"]);
        Assert.Equal(["n1"], user.Extra["authentication.kubernetes.io/node-name"]);

        // The kubelet's hourly token lives on for a while after it should have been replaced.
        time.Advance(TimeSpan.FromHours(2));
        Assert.NotNull((await Authenticate(new() { BearerToken = made.Status.Token })).User);
        objects.Remove(Resources.Pods, "team", "web");
        Assert.Null((await Authenticate(new() { BearerToken = made.Status.Token })).User);
    }

    [Fact]
    public async Task E088_ATokenEndsWithItsTimeItsAccountOrItsAudience()
    {
        string token = Request("runner", seconds: 600).Object!.Status.Token;
        Assert.NotNull((await Authenticate(new() { BearerToken = token })).User);
        time.Advance(TimeSpan.FromSeconds(600));
        Assert.Null((await Authenticate(new() { BearerToken = token })).User);

        token = Request("runner").Object!.Status.Token;
        ServiceAccount again = new() { Metadata = Named("runner") with { Uid = "again" } };
        objects.Add(Resources.ServiceAccounts, again);
        Assert.Null((await Authenticate(new() { BearerToken = token })).User);

        token = Request("runner", audience: "vault").Object!.Status.Token;
        Assert.Null((await Authenticate(new() { BearerToken = token })).User);
        TokenReview review = await ReviewAsync(new() { Token = token, Audiences = ["vault", "x"] });
        Assert.True(review.Status.Authenticated);
        Assert.Equal(["vault"], review.Status.Audiences);
    }

    [Fact]
    public async Task E088_AChangedTokenIsWorthNothing()
    {
        string token = Request("runner").Object!.Status.Token;
        for (int position = 0; position < token.Length; position += 7)
        {
            char[] changed = token.ToCharArray();
            changed[position] = changed[position] == 'A' ? 'B' : 'A';
            // The last character of a part carries bits that no byte uses.
            if (position + 1 < token.Length && token[position + 1] != '.')
                Assert.Null((await Authenticate(new() { BearerToken = new(changed) })).User);
        }
    }

    [Fact]
    public void E088_TokenRequestsThatMakeNoSenseAreRefused()
    {
        Assert.Equal("serviceaccounts \"nobody\" not found", Request("nobody").Error!.Message);
        Assert.Contains(
            "may not specify a duration less than 10 minutes", Request("runner", seconds: 599).Error!.Message,
            StringComparison.Ordinal);
        Assert.Equal(404, Request("runner", pod: "gone").Error!.Code);
        objects.Add(Resources.ServiceAccounts, new ServiceAccount { Metadata = Named("other") });
        Assert.Equal(400, Request("other", pod: "web").Error!.Code);
    }

    [Fact]
    public async Task ABootstrapTokenIsGoodUntilItExpires()
    {
        BootstrapToken made = BootstrapToken.New(Entropy.Seeded(2));
        (string token, Secret secret) =
            (made.ToText(), made.ToSecret(time.GetUtcNow().AddHours(1), []));
        Assert.Null((await Authenticate(new() { BearerToken = token })).User);
        objects.Add(Resources.Secrets, secret);
        UserInfo user = (await Authenticate(new() { BearerToken = token })).User!;
        Assert.Equal($"system:bootstrap:{token[..6]}", user.Username);
        Assert.Equal(["system:bootstrappers", "system:authenticated"], user.Groups);
        Assert.Null((await Authenticate(new() { BearerToken = token[..^1] + (token[^1] == 'a' ? 'b' : 'a') })).User);
        Assert.Equal(
            user.Username, (await ReviewAsync(new() { Token = token })).Status.User.Username);
        Assert.False((await ReviewAsync(new() { Token = token, Audiences = ["vault"] })).Status.Authenticated);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await Authenticate(new() { BearerToken = token })).User);
    }

    [Theory]
    [InlineData("Secret")]
    [InlineData("Node")]
    public async Task E088_ATokenDiesWithWhatItIsBoundTo(string kind)
    {
        objects.Add(Resources.Secrets, new Secret { Metadata = Named("n1") });
        TokenRequest made = requests.Create(
            new() { Spec = new() { BoundObjectRef = new() { ApiVersion = "v1", Kind = kind, Name = "n1" } } },
            "team", "runner").Object!;
        Assert.NotNull((await Authenticate(new() { BearerToken = made.Status.Token })).User);
        // Another one of the same name is not the one that the token was bound to.
        if (kind == "Secret")
            objects.Add(Resources.Secrets, new Secret { Metadata = Named("n1") with { Uid = "again" } });
        else
            objects.Add(Resources.Nodes, new Node { Metadata = new() { Name = "n1", Uid = "again" } });
        Assert.Null((await Authenticate(new() { BearerToken = made.Status.Token })).User);
    }

    private ValueTask<TokenReview> ReviewAsync(TokenReviewSpec spec) =>
        authenticators.ReviewAsync(new() { Spec = spec }, TestContext.Current.CancellationToken);

    private ReviewResult<TokenRequest> Request(
        string account, long? seconds = null, string? pod = null, string? audience = null) =>
        requests.Create(
            new()
            {
                Spec = new()
                {
                    ExpirationSeconds = seconds,
                    Audiences = audience is null ? [] : [audience],
                    BoundObjectRef = pod is null ? null : new() { ApiVersion = "v1", Kind = "Pod", Name = pod },
                },
            },
            "team", account);

    private ValueTask<AuthenticationResult> Authenticate(AuthenticationRequest request) =>
        authenticators.AuthenticateAsync(request, CancellationToken.None);

    private async Task<AuthenticationResult> ByCertificate(CertificateAndKey pem)
    {
        using X509Certificate2 certificate = pem.ToCertificate();
        return await Authenticate(new() { ClientCertificate = certificate });
    }

    private static Kubesharp.Api.Meta.ObjectMeta Named(string name) => new() { Name = name, Namespace = "team" };
}
