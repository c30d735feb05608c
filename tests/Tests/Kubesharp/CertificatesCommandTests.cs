using Kubesharp.Api;
using Kubesharp.ApiServer.Certificates;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Kubesharp.Tests;

public sealed class CertificatesCommandTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("kubesharp-list").FullName;
    private readonly FakeTimeProvider clock = new(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void The_list_says_what_expires_when_and_never_shows_a_key()
    {
        ClusterCertificates certificates = ClusterCertificates.Open(
            Path.Combine(directory, "server"), [], clock, Entropy.System);
        certificates.WriteAdminKubeconfig(Path.Combine(directory, "admin.kubeconfig"), "https://127.0.0.1:6443");
        IReadOnlyList<CertificatesCommand.Row> rows = CertificatesCommand.Read(directory);
        Assert.Equal(
            ["ca", "kube-apiserver", "kube-apiserver-kubelet-client", "admin.kubeconfig"],
            rows.Select(static row => row.Name));
        string[] lines = CertificatesCommand.Table(rows, clock.GetUtcNow()).Split('\n');
        Assert.StartsWith("CERTIFICATE ", lines[0], StringComparison.Ordinal);
        Assert.Matches("^ca +2035-12-30T12:00:00Z +[0-9dy]+ +<never> +/", lines[1]);
        // Five minutes before it was made, and three fifths of a year and five minutes later.
        Assert.Matches("^kube-apiserver +2027-01-01T12:00:00Z +365d +2026-08-08T11:58:00Z +/", lines[2]);
        string json = CertificatesCommand.Json(rows, clock.GetUtcNow());
        Assert.Contains("\"residualSeconds\": 31536000", json, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", json, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromDays(366));
        Assert.Contains("<invalid>", CertificatesCommand.Table(rows, clock.GetUtcNow()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_has_none() => Assert.Empty(CertificatesCommand.Read(directory));
}
