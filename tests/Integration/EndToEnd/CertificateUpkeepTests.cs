using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>What the running program does about certificates, seen from outside.</summary>
public sealed class CertificateUpkeepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E087
    [Fact]
    public async Task AnotherBundleOfClientAuthoritiesIsBelievedWithoutARestart()
    {
        ClusterCertificates old = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        ClusterCertificates next = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        string folder = Directory.CreateTempSubdirectory("kubesharp-bundle-").FullName;
        string bundle = Path.Combine(folder, "clients.crt");
        try
        {
            await File.WriteAllTextAsync(bundle, old.Authority.CertificatePem, Token);
            await using ServerOfTheTest server = await ServerOfTheTest.StartAsync("--client-ca-file", bundle);
            // Who is known and may not is 403, who is not known 401.
            await UntilAsync(server, old, HttpStatusCode.Forbidden);
            await UntilAsync(server, next, HttpStatusCode.Unauthorized);

            await File.WriteAllTextAsync(bundle, next.Authority.CertificatePem, Token);
            await UntilAsync(server, next, HttpStatusCode.Forbidden);
            await UntilAsync(server, old, HttpStatusCode.Unauthorized);

            // Half a file locks nobody out.
            await File.WriteAllTextAsync(bundle, "-----BEGIN CERTIFICATE-----\nAAAA", Token);
            await UntilSaidAsync(server, "is not taken over");
            await UntilAsync(server, next, HttpStatusCode.Forbidden);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task AnAuthorityThatEndsSoonIsAWarningAtTheServiceKubernetes()
    {
        await using ServerOfTheTest server = await ServerOfTheTest.StartAsync();
        await server.KillAsync();
        // An authority made ten years ago, but for fifty days; its leaves have long ended and are made anew.
        string directory = Path.Combine(server.Folder, "server");
        Directory.Delete(ClusterCertificates.PkiOf(directory), recursive: true);
        _ = ClusterCertificates.Open(directory, [], new TenYearsAgo(), Entropy.System);
        await server.StartAgainAsync();

        string events = await server.Kubectl.UntilAsync(
            static text => text.Length > 0, "get", "events", "-n", "default", "-o",
            "jsonpath={range .items[?(@.reason=='CertificateExpiresSoon')]}{.type} {.involvedObject.kind}/"
            + "{.involvedObject.name}: {.message}{end}");
        Assert.StartsWith(
            "Warning Service/kubernetes: The cluster's certificate authority is valid until ", events,
            StringComparison.Ordinal);
        Assert.Contains(
            "kubesharp_certificate_expiration_seconds{name=\"ca\"}",
            await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token), StringComparison.Ordinal);
    }

    private static async Task UntilAsync(ServerOfTheTest server, ClusterCertificates issuer, HttpStatusCode wanted)
    {
        using X509Certificate2 certificate = issuer.Authority.IssueClient("stranger").ToCertificate();
        using SocketsHttpHandler handler = new();
        handler.SslOptions.ClientCertificates = [certificate];
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using HttpClient client = new(handler) { BaseAddress = server.Client.BaseAddress };
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using HttpResponseMessage answer =
                await client.GetAsync(new Uri("/api/v1/secrets", UriKind.Relative), Token);
            if (answer.StatusCode == wanted)
                return;
            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience, $"still {answer.StatusCode}, not {wanted}");
            await Task.Delay(LookAgain, Token);
        }
    }

    private static async Task UntilSaidAsync(ServerOfTheTest server, string text)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!server.Said.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"never said \"{text}\"");
            await Task.Delay(LookAgain, Token);
        }
    }

    private sealed class TenYearsAgo : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - TimeSpan.FromDays(3600);
    }
}
