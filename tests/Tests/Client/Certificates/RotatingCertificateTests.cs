using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Client;
using Kubesharp.Client.Certificates;
using Kubesharp.Simulation.Nodes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kubesharp.Tests.Client.Certificates;

/// <summary>A node's certificate, asked of a real cluster in this process, under a clock that is moved.</summary>
public sealed class RotatingCertificateTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string directory = Directory.CreateTempSubdirectory("kubesharp-rotation").FullName;
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    private string File => Path.Combine(directory, "pki", "kubelet-client-current.pem");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task It_is_asked_for_kept_and_renewed_before_two_thirds_of_its_life()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        ApiClient node = new(cluster.TransportFor("system:node:n1", "system:nodes"));
        RotatingCertificate certificate = new(File, clock, Entropy.System);
        Assert.Null(certificate.Current);
        System.Threading.Channels.Channel<X509Certificate2> renewed =
            System.Threading.Channels.Channel.CreateUnbounded<X509Certificate2>();
        certificate.Renewed += one => renewed.Writer.TryWrite(one);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        List<ApiError> errors = [];
        Task running = Loop.Run("rotation", clock, token => certificate.RunAsync(
            static () => CertificateOrder.KubeletClient("n1"), node,
            (error, _) =>
            {
                errors.Add(error);
                return Task.CompletedTask;
            },
            token), stop.Token);

        X509Certificate2 first = await renewed.Reader.ReadAsync(patience.Token);
        Assert.Same(first, certificate.Current);
        Assert.True(first.HasPrivateKey);
        Assert.Contains("CN=system:node:n1", first.Subject, StringComparison.Ordinal);
        Assert.Equal(first.Thumbprint, new RotatingCertificate(File, clock, Entropy.System).Current!.Thumbprint);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }

        clock.Advance(TimeSpan.FromDays(365) * 2 / 3);
        X509Certificate2 second = await renewed.Reader.ReadAsync(patience.Token);
        Assert.NotEqual(first.Thumbprint, second.Thumbprint);
        Assert.Same(second, certificate.Current);
        Assert.Empty(errors);
        Assert.Equal(0, certificate.Errors);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Who_may_not_have_it_is_told_why()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        RotatingCertificate certificate = new(File, clock, Entropy.System);
        ApiError? error = await certificate.RenewAsync(
            CertificateOrder.KubeletClient("n1"), new(cluster.TransportFor("nobody")), patience.Token);
        Assert.Equal(403, error!.Code);
        Assert.Null(certificate.Current);
        Assert.False(System.IO.File.Exists(File));
        Assert.Equal(1, certificate.Errors);
    }

    [Fact]
    public void What_has_expired_or_cannot_be_read_counts_for_nothing()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
            + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Assert.Null(new RotatingCertificate(File, clock, Entropy.System).Current);
        Kubesharp.ApiServer.Certificates.ClusterCertificates certificates =
            Kubesharp.ApiServer.Certificates.ClusterCertificates.InMemory([], clock, Entropy.System);
        Kubesharp.Api.Pki.PemFiles.WriteJoined(File, certificates.IssueKubelet("n1"));
        Assert.NotNull(new RotatingCertificate(File, clock, Entropy.System).Current);
        clock.Advance(TimeSpan.FromDays(366));
        Assert.Null(new RotatingCertificate(File, clock, Entropy.System).Current);
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(0.999999, 65)]
    public void Nodes_spread_their_renewals(double spread, int percent)
    {
        DateTimeOffset from = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            percent,
            (RotatingCertificate.RenewAt(from, from.AddHours(100), spread) - from).TotalHours,
            tolerance: 0.01);
    }
}
