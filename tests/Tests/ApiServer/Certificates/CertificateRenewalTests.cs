using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Pki;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Http;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Certificates;

/// <summary>Certificates are renewed while the server runs, before two thirds of their life.</summary>
public sealed class CertificateRenewalTests
{
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly List<CertificateWarning> warnings = [];

    [Fact]
    public async Task Open_connections_go_on_and_new_ones_get_the_new_certificate()
    {
        ClusterCertificates certificates = ClusterCertificates.InMemory([], clock, Entropy.System);
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        await using Kubesharp.ApiServer.ApiServer server = new(new()
        {
            Store = store, Authorizer = new Anybody(), ClientAuthority = certificates.ClientAuthorities,
        });
        await using HttpFront front = new(server, new() { Port = 0, Certificate = _ => certificates.Server });
        await front.StartAsync(Token);
        await server.StartAsync(Token);
        string first = certificates.Server.Thumbprint;

        List<string> shownBefore = [], shownAfter = [];
        using HttpClient before = ClientOf(front, shownBefore), after = ClientOf(front, shownAfter);
        using HttpResponseMessage watch = await before.GetAsync(
            new Uri("/api/v1/namespaces/default/configmaps?watch=true", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead, Token);
        using StreamReader events = new(await watch.Content.ReadAsStreamAsync(Token));
        Assert.Equal([first], shownBefore);

        TaskCompletionSource renewed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CertificateRenewal renewal = new(
            certificates, clock,
            (message, _) =>
            {
                if (message.Contains($"renewed the certificate {ClusterCertificates.ServerLeaf},"))
                    renewed.TrySetResult();
            },
            WarnAsync);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task running = Loop.Run("renewal", clock, renewal.RunAsync, stop.Token);
        clock.Advance(TimeSpan.FromDays(365) * 2 / 3);
        renewal.Wake(); // Wherever it was when the clock moved.
        await renewed.Task.WaitAsync(Token);

        // The watch that was open goes on over its connection.
        await server.TransportFor(Users.ServerUser, "tests").SendAsync(
            new ApiRequest
            {
                Verb = Verb.Create, Resource = ConfigMaps, Namespace = "default",
                Body = new ConfigMap { Metadata = new() { Name = "later", Namespace = "default" } },
            },
            Token);
        while (await events.ReadLineAsync(Token) is { } line && !line.Contains("\"name\":\"later\""))
        {
        }
        Assert.Equal([first], shownBefore);

        // Who connects now sees the new certificate.
        using HttpResponseMessage answer = await after.GetAsync(new Uri("/version", UriKind.Relative), Token);
        Assert.Equal([certificates.Server.Thumbprint], shownAfter);
        Assert.NotEqual(first, certificates.Server.Thumbprint);
        Assert.True(certificates.Server.NotAfter > clock.GetUtcNow().AddDays(364));
        Assert.Empty(warnings);
        await stop.CancelAsync();
        await running;
        await server.BeginStopAsync();
        await front.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Every_leaf_is_renewed_before_two_thirds_of_its_life_and_not_sooner_than_half()
    {
        ClusterCertificates certificates = ClusterCertificates.InMemory([], clock, Entropy.System);
        certificates.Keep(new("another", "") { Issue = () => certificates.Authority.IssueClient("a") });
        CertificateRenewal renewal = new(certificates, clock, static (_, _) => { }, WarnAsync);
        string[] first = [.. certificates.Leaves.Select(static leaf => leaf.Certificate.Thumbprint)];
        Assert.Equal(3, first.Length);
        clock.Advance(TimeSpan.FromDays(365) / 2);
        await renewal.StepAsync(Token);
        Assert.Equal(first, certificates.Leaves.Select(static leaf => leaf.Certificate.Thumbprint));
        clock.Advance(TimeSpan.FromDays(365) / 6);
        await renewal.StepAsync(Token);
        Assert.Empty(first.Intersect(certificates.Leaves.Select(static leaf => leaf.Certificate.Thumbprint)));
    }

    [Fact]
    public async Task What_cannot_be_renewed_warns_and_is_tried_again()
    {
        ClusterCertificates certificates = ClusterCertificates.InMemory([], clock, Entropy.System);
        bool broken = false;
        int tries = 0;
        LeafCertificate leaf = certificates.Keep(new("fragile", "")
        {
            Issue = () =>
            {
                tries++;
                return broken ? throw new IOException("disk full") : certificates.Authority.IssueClient("a");
            },
        });
        string first = leaf.Certificate.Thumbprint;
        CertificateRenewal renewal = new(certificates, clock, static (_, _) => { }, WarnAsync);
        broken = true;
        clock.Advance(TimeSpan.FromDays(240));
        DateTimeOffset next = await renewal.StepAsync(Token);
        Assert.Equal(clock.GetUtcNow().AddMinutes(1), next);
        CertificateWarning warning = Assert.Single(warnings);
        Assert.Equal("CertificateRenewalFailed", warning.Reason);
        Assert.StartsWith("The certificate fragile could not be renewed", warning.Message, StringComparison.Ordinal);
        Assert.EndsWith("disk full", warning.Message, StringComparison.Ordinal);
        Assert.Equal(first, leaf.Certificate.Thumbprint);

        await renewal.StepAsync(Token); // Not before its time.
        Assert.Equal(2, tries);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(clock.GetUtcNow().AddMinutes(2), await renewal.StepAsync(Token));
        broken = false;
        clock.Advance(TimeSpan.FromMinutes(2));
        await renewal.StepAsync(Token);
        Assert.NotEqual(first, leaf.Certificate.Thumbprint);
        Assert.Equal(4, tries);
    }

    [Fact]
    public async Task An_authority_that_ends_soon_is_told_once_a_day()
    {
        ClusterCertificates certificates = ClusterCertificates.InMemory([], clock, Entropy.System);
        CertificateRenewal renewal = new(certificates, clock, static (_, _) => { }, WarnAsync);
        clock.Advance(TimeSpan.FromDays(3650 - 91));
        await renewal.StepAsync(Token);
        Assert.Empty(warnings);
        clock.Advance(TimeSpan.FromDays(2));
        await renewal.StepAsync(Token);
        await renewal.StepAsync(Token);
        Assert.Equal("CertificateExpiresSoon", Assert.Single(warnings).Reason);
        clock.Advance(TimeSpan.FromDays(1));
        await renewal.StepAsync(Token);
        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public async Task What_somebody_puts_into_the_data_directory_is_taken_over_when_it_is_whole()
    {
        string directory = Directory.CreateTempSubdirectory("kubesharp-pki").FullName;
        try
        {
            ClusterCertificates running = ClusterCertificates.Open(directory, [], clock, Entropy.System);
            string first = running.Server.Thumbprint;
            CertificateRenewal renewal = new(running, clock, static (_, _) => { }, WarnAsync);

            // Half of a pair, as between the two files of a renewal.
            string key = Path.Combine(ClusterCertificates.PkiOf(directory), "server.key");
            string old = File.ReadAllText(key);
            PemFiles.WriteSecret(key, running.Authority.IssueServer("x", ["localhost"]).KeyPem);
            await renewal.StepAsync(Token);
            Assert.Equal(first, running.Server.Thumbprint);
            PemFiles.WriteSecret(key, old);

            // Of another cluster.
            ClusterCertificates other = ClusterCertificates.InMemory([], clock, Entropy.System);
            PemFiles.Write(
                ClusterCertificates.PkiOf(directory), "server", other.Authority.IssueServer("x", other.ServerNames));
            await renewal.StepAsync(Token);
            Assert.Equal(first, running.Server.Thumbprint);

            // As `kubesharp certificates renew` does it in a process of its own.
            ClusterCertificates beside = ClusterCertificates.TryOpenExisting(directory, clock, Entropy.System)!;
            Assert.Equal(running.ServerNames.Order(), beside.ServerNames.Order());
            Assert.NotEqual(first, beside.Server.Thumbprint); // The other cluster's was replaced at once.
            await renewal.StepAsync(Token);
            Assert.Equal(beside.Server.Thumbprint, running.Server.Thumbprint);
            Assert.Empty(Directory.GetFiles(ClusterCertificates.PkiOf(directory), "*.tmp"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task E087_Authorities_of_clients_are_replaced_while_the_server_runs_and_the_ConfigMap_follows()
    {
        ClusterCertificates ours = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        ClusterCertificates theirs = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        await using Kubesharp.ApiServer.ApiServer server = new(new()
        {
            Store = store, Authorizer = new Anybody(), ClientAuthority = ours.ClientAuthorities,
            TokenKey = ours.ServiceAccountKey,
        });
        await server.StartAsync(Token);
        using X509Certificate2 stranger = theirs.IssueAdmin().ToCertificate();
        Assert.Null(await UserAsync());

        Assert.True(ours.ClientAuthorities.Replace(theirs.Authority.CertificatePem));
        Assert.False(ours.ClientAuthorities.Replace(theirs.Authority.CertificatePem)); // The same as before.
        Assert.Equal("kubernetes-admin", await UserAsync());
        await UntilPublishedAsync(server, theirs.Authority.CertificatePem.Trim());

        Assert.Throws<CryptographicException>(() => ours.ClientAuthorities.Replace("no certificate"));
        Assert.Equal("kubernetes-admin", await UserAsync()); // Half a file locks nobody out.
        Assert.True(ours.ClientAuthorities.Replace(""));
        Assert.Null(await UserAsync());
        await server.BeginStopAsync();

        async Task<string?> UserAsync() => (await server.Authenticator.AuthenticateAsync(
            new AuthenticationRequest { ClientCertificate = stranger }, Token)).User?.Username;
    }

    [Fact]
    public void The_remaining_life_of_client_certificates_is_counted()
    {
        ClusterCertificates certificates = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        ClientCertificateAuthenticator authenticator = new(certificates.ClientAuthorities, TimeProvider.System);
        using X509Certificate2 admin = certificates.IssueAdmin().ToCertificate();
        Assert.NotNull(authenticator.Authenticate(admin).User);
        System.Text.StringBuilder text = new();
        certificates.ClientAuthorities.Remaining.Write(text);
        Assert.Contains(
            "apiserver_client_certificate_expiration_seconds_bucket{le=\"31104000\"} 0\n", text.ToString());
        Assert.Contains("apiserver_client_certificate_expiration_seconds_bucket{le=\"+Inf\"} 1\n", text.ToString());
        Assert.Contains("apiserver_client_certificate_expiration_seconds_count 1\n", text.ToString());
    }

    private static async Task UntilPublishedAsync(Kubesharp.ApiServer.ApiServer server, string pem)
    {
        ApiRequest request = new()
        {
            Verb = Verb.Watch, Resource = ConfigMaps, Namespace = "kube-system",
            FieldSelector = "metadata.name=extension-apiserver-authentication",
        };
        ITransport transport = server.TransportFor(Users.ServerUser, "tests");
        await foreach (WatchEvent one in transport.WatchAsync(request, Token))
        {
            if (one.Object is ConfigMap map && map.Data.GetValueOrDefault("client-ca-file", "").Contains(pem))
                return;
        }
        Assert.Fail("the watch ended without the authority");
    }

    private static HttpClient ClientOf(HttpFront front, List<string> shown) => new(new SocketsHttpHandler
    {
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown.Add(((X509Certificate2)certificate!).Thumbprint);
                return true;
            },
        },
    })
    {
        BaseAddress = new Uri($"https://127.0.0.1:{front.Port}"),
    };

    private Task WarnAsync(CertificateWarning warning, CancellationToken cancellationToken)
    {
        warnings.Add(warning);
        return Task.CompletedTask;
    }

    private sealed class Anybody : IAuthorizer
    {
        public ValueTask<AuthorizationResult> AuthorizeAsync(
            AuthorizationAttributes attributes, CancellationToken cancellationToken) =>
            new(new AuthorizationResult(Decision.Allow, ""));
    }
}
