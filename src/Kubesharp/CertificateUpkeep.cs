using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Client;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>
/// Keeps the certificates of a running server good: renews what is due, takes over what somebody has put into the data
/// directory, and follows the bundle of <c>--client-ca-file</c>.
/// </summary>
internal sealed class CertificateUpkeep : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ClusterCertificates certificates;
    private readonly ILogger log;
    private readonly string bundleFile;
    private readonly CertificateRenewal renewal;
    private readonly List<FileWatch> watches = [];
    private readonly Task running;

    /// <param name="directory">Where <c>pki/</c> lies.</param>
    /// <param name="bundleFile">Further authorities of clients; empty: none.</param>
    /// <param name="client">Writes the Warnings, at the Service <c>kubernetes</c>.</param>
    public CertificateUpkeep(
        ClusterCertificates certificates, string directory, string bundleFile, ApiClient client, TimeProvider time,
        ILogger log)
    {
        this.certificates = certificates;
        this.bundleFile = bundleFile;
        this.log = log;
        EventRecorder events = new(client, "kube-apiserver", time);
        renewal = new(
            certificates, time, (message, exception) => log.LogInformation(exception, "{message}", message),
            (warning, cancellationToken) => WarnAsync(client, events, warning, cancellationToken));
        if (bundleFile.Length > 0)
        {
            ReadBundle();
            Watch(Path.GetDirectoryName(bundleFile)!, Path.GetFileName(bundleFile), ReadBundle);
        }
        Watch(ClusterCertificates.PkiOf(directory), "*.crt", renewal.Wake);
        running = Loop.Run("renewal of certificates", time, renewal.RunAsync, stop.Token);
    }

    /// <summary>When each certificate ends, for /metrics.</summary>
    public static string Metrics(ClusterCertificates certificates)
    {
        const string Name = "kubesharp_certificate_expiration_seconds";
        StringBuilder text = new();
        text.Append("# HELP ").Append(Name)
            .Append(" When a certificate of this server expires, in seconds since January 1, 1970 UTC.\n")
            .Append("# TYPE ").Append(Name).Append(" gauge\n");
        Add("ca", certificates.Authority.Certificate.NotAfter);
        foreach (LeafCertificate leaf in certificates.Leaves)
            Add(leaf.Name, leaf.Expires);
        return text.ToString();

        void Add(string name, DateTimeOffset until) => text.Append(
            CultureInfo.InvariantCulture, $"{Name}{{name=\"{name}\"}} {until.ToUnixTimeSeconds()}\n");
    }

    private void Watch(string folder, string filter, Action changed)
    {
        try
        {
            watches.Add(new(folder, filter, changed));
        }
        catch (IOException exception)
        {
            // The kernel has no watches left for this user. What changes is seen at the next start.
            log.LogWarning("Changes of {filter} in {folder} are not seen: {problem}", filter, folder,
                exception.Message);
        }
    }

    private void ReadBundle()
    {
        try
        {
            if (certificates.ClientAuthorities.Replace(File.ReadAllText(bundleFile)))
            {
                log.LogInformation("Client certificates of {count} authorities are believed now",
                    certificates.ClientAuthorities.Current.Count);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or CryptographicException)
        {
            // What was believed before still is: half a file must not lock everybody out.
            log.LogWarning("{file} is not taken over: {problem}", bundleFile, exception.Message);
        }
    }

    private static async Task WarnAsync(
        ApiClient client, EventRecorder events, CertificateWarning warning, CancellationToken cancellationToken)
    {
        ApiResult<Service> about = await client.GetAsync<Service>(new("default", "kubernetes"), cancellationToken);
        if (about.Value is { } service)
            await events.RecordAsync(service, "Warning", warning.Reason, warning.Message, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FileWatch watch in watches)
            watch.Dispose();
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }
}
