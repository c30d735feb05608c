using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Certificates;
using Kubesharp.Api.Core;
using Kubesharp.Api.Pki;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Tests.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

/// <summary>Credentials that are no good, shown to a real server over TLS.</summary>
public sealed class BadCredentialsTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private const int Many = 10_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("bearer nonsense")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJzeXN0ZW06YWRtaW4ifQ.")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.W10.AAAA")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.%%%.AAAA")]
    [InlineData("Bearer abcdef.0123456789abcdef")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0 eyJzdWIiOiJ4In0")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Negotiate AAAA")]
    public async Task E088_AMalformedTokenIs401(string authorization) =>
        await RefusedAsync(null, authorization);

    [Fact]
    public async Task E088_AnEndlessTokenIs401() => await RefusedAsync(null, "Bearer " + new string('x', 200_000));

    [Fact]
    public async Task E087_ACertificateOfAnotherAuthorityIs401()
    {
        ClusterCertificates others = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        using X509Certificate2 foreign = others.IssueAdmin().ToCertificate();
        await RefusedAsync(foreign, "");
        // What it says of itself is worth nothing, a token beside it is.
        using HttpClient client = fixture.NewClient(foreign);
        client.DefaultRequestHeaders.Authorization = new("Bearer", fixture.AccountToken);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/version", Token)).StatusCode);
    }

    [Fact]
    public async Task E087_AServersCertificateIsNoClients()
    {
        using X509Certificate2 serving = fixture.Certificates.Authority
            .IssueServer("kubernetes-admin", ["localhost"]).ToCertificate();
        await RefusedAsync(serving, "");
    }

    [Fact]
    public async Task E087_AnExpiredCertificateIs401()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(
            "CN=kubernetes-admin, O=system:masters", key, HashAlgorithmName.SHA256);
        // It began five minutes ago, as all do, and ended a minute ago.
        string pem = fixture.Certificates.Authority.Sign(
            RequestedCertificate.Parse(request.CreateSigningRequestPem()), ["digital signature", "client auth"],
            TimeSpan.FromMinutes(-1));
        using X509Certificate2 expired = new CertificateAndKey(pem, key.ExportPkcs8PrivateKeyPem()).ToCertificate();
        await RefusedAsync(expired, "");
    }

    [Theory]
    [InlineData("Pod")]
    [InlineData("ServiceAccount")]
    public async Task E088_ATokenOfWhatIsDeletedIs401(string kind)
    {
        string name = $"gone-{kind.ToLowerInvariant()}";
        await SendAsync(Verb.Create, Resources.ServiceAccounts, name, new ServiceAccount { Metadata = Named(name) });
        await SendAsync(Verb.Create, Resources.Pods, name, new Pod
        {
            Metadata = Named(name),
            Spec = new() { ServiceAccountName = name, Containers = [new() { Name = "c", Image = "i" }] },
        });
        ApiResponse made = await fixture.Admin.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = Resources.ServiceAccounts,
                Namespace = "team",
                Name = name,
                Subresource = "token",
                Body = new TokenRequest
                {
                    Spec = new() { BoundObjectRef = new() { ApiVersion = "v1", Kind = "Pod", Name = name } },
                },
            },
            Token);
        string token = ((TokenRequest)made.Object!).Status.Token;
        using HttpClient client = fixture.NewClient(null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api", Token)).StatusCode);
        await SendAsync(
            Verb.Delete, kind == "Pod" ? Resources.Pods : Resources.ServiceAccounts, name, null, grace: 0);
        await RefusedAsync(null, "Bearer " + token);
    }

    [Fact]
    public async Task HeadersBeyondTheLimitAre431()
    {
        using HttpClient client = fixture.NewClient(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Long", new string('x', 1_100_000));
        using HttpResponseMessage response = await client.GetAsync("/version", Token);
        Assert.Equal(431, (int)response.StatusCode);
        // The server goes on.
        using HttpClient other = fixture.NewClient(null);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/version", Token)).StatusCode);
    }

    [Theory]
    [InlineData(Many, 431)]
    [InlineData(1_000, 200)]
    public async Task E091_ThousandsOfGroupsToActAs(int groups, int code)
    {
        using X509Certificate2 admin = fixture.Certificates.IssueAdmin().ToCertificate();
        string head = await HeadAsync(admin, Enumerable.Range(0, groups)
            .Select(static group => $"Impersonate-Group: group-{group:D5}").Prepend("Impersonate-User: viewer"));
        Assert.StartsWith($"HTTP/1.1 {code} ", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E091_WhoMayNotActAsAGroupIsRefusedTheFirstOfThousands()
    {
        using X509Certificate2 nobody = fixture.Certificates.Authority.IssueClient("nobody").ToCertificate();
        string answer = await HeadAsync(nobody, Enumerable.Range(0, 1_000)
            .Select(static group => $"Impersonate-Group: group-{group:D5}").Prepend("Impersonate-User: viewer"));
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E087_ACertificateOfThousandsOfGroupsEndsTheHandshakeAndNothingElse()
    {
        using X509Certificate2 many = fixture.Certificates.Authority.IssueClient(
            "ada", [.. Enumerable.Range(0, Many).Select(static group => $"group-{group:D5}")]).ToCertificate();
        using HttpClient client = fixture.NewClient(many);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/version", Token));

        using X509Certificate2 some = fixture.Certificates.Authority.IssueClient(
            "ada", [.. Enumerable.Range(0, 1_000).Select(static group => $"group-{group:D5}")]).ToCertificate();
        using HttpClient other = fixture.NewClient(some);
        using StringContent body = new(
            """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""", null, "application/json");
        using HttpResponseMessage response = await other.PostAsync(
            "/apis/authentication.k8s.io/v1/selfsubjectreviews", body, Token);
        using JsonDocument review = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(1_001, review.RootElement.GetProperty("status").GetProperty("userInfo").GetProperty("groups")
            .GetArrayLength());
    }

    // A client library would join the lines into one: they are sent as they are. Returns the answer's first bytes.
    private async Task<string> HeadAsync(X509Certificate2 certificate, IEnumerable<string> headers)
    {
        using TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, fixture.Port, Token);
        await using SslStream stream = new(tcp.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
                ClientCertificates = [certificate],
            },
            Token);
        string lines = string.Join("\r\n", headers.Prepend("Host: localhost").Prepend("GET /version HTTP/1.1"));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(lines + "\r\n\r\n"), Token);
        byte[] buffer = new byte[1024];
        int length = await stream.ReadAsync(buffer, Token);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    private async Task RefusedAsync(X509Certificate2? certificate, string authorization)
    {
        using HttpClient client = fixture.NewClient(certificate);
        if (authorization.Length > 0)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        // Also where the unauthenticated may go: who shows something wrong is nobody.
        foreach (string path in new[] { "/api/v1/namespaces/team/pods", "/version" })
        {
            using HttpResponseMessage response = await client.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            using JsonDocument status = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
            Assert.Equal("Unauthorized", status.RootElement.GetProperty("reason").GetString());
            Assert.Equal("Unauthorized", status.RootElement.GetProperty("message").GetString());
            Assert.Equal("Failure", status.RootElement.GetProperty("status").GetString());
        }
    }

    private async Task SendAsync(
        Verb verb, GroupVersionResource resource, string name, ApiObject? body, long? grace = null)
    {
        ApiResponse response = await fixture.Admin.SendAsync(
            new()
            {
                Verb = verb,
                Resource = resource,
                Namespace = "team",
                Name = verb == Verb.Create ? "" : name,
                Body = body,
                DeleteOptions = grace is null ? null : new() { GracePeriodSeconds = grace },
            },
            Token);
        Assert.True(response.Error is null, response.Error?.Message);
    }

    private static Kubesharp.Api.Meta.ObjectMeta Named(string name) => new() { Name = name, Namespace = "team" };
}
