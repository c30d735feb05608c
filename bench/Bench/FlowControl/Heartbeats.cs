using System.Collections.Concurrent;
using System.Globalization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Bench.Api;

namespace Kubesharp.Bench.FlowControl;

/// <summary>
/// Nodes that renew their Leases, each with its own certificate and connection, five times a second: as many writes a
/// second as a thousand nodes make.
/// </summary>
internal sealed class Heartbeats : IAsyncDisposable
{
    private const int TooMany = 429;

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    private readonly RawConnection[] connections;
    private readonly RawRequest[] requests;

    private Heartbeats(RawConnection[] connections, RawRequest[] requests)
    {
        this.connections = connections;
        this.requests = requests;
    }

    public static string NameOf(int node) => string.Create(CultureInfo.InvariantCulture, $"node-{node}");

    public static async Task<Heartbeats> OpenAsync(int port, int nodes, ClusterCertificates certificates)
    {
        List<RawConnection> connections = [];
        List<RawRequest> requests = [];
        for (int node = 0; node < nodes; node++)
        {
            string name = NameOf(node);
            connections.Add(await RawConnection.OpenAsync(port, certificates.IssueKubelet(name).ToCertificate()));
            // A Lease is updated against its version; a patch needs none, so that the bytes are the same each time.
            requests.Add(RawRequest.Of(
                "PATCH", $"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{name}",
                $$$"""{"spec":{"holderIdentity":"{{{name}}}-{{{RawRequest.Turn}}}"} }""",
                "application/merge-patch+json"));
        }
        return new([.. connections], [.. requests]);
    }

    /// <summary>Beats for a while; how long each answer took from the moment it was sent.</summary>
    public async Task<Latencies> BeatAsync(TimeSpan span)
    {
        TimeProvider time = TimeProvider.System;
        ConcurrentBag<double> milliseconds = [];
        int failures = 0;
        long started = time.GetTimestamp();
        await Task.WhenAll(connections.Select((connection, node) => Task.Run(async () =>
        {
            // Not all at once: nodes start at any time.
            TimeSpan next = Period * node / connections.Length;
            while (next < span)
            {
                TimeSpan wait = next - time.GetElapsedTime(started);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                long sent = time.GetTimestamp();
                (int code, _) = await connection.SendAsync(requests[node].With(0));
                milliseconds.Add(time.GetElapsedTime(sent).TotalMilliseconds);
                if (code == TooMany)
                    Interlocked.Increment(ref failures);
                else if (code != 200)
                    throw new InvalidOperationException($"a heartbeat was answered {code}");
                next += Period;
            }
        })));
        return new([.. milliseconds.Order()], failures);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RawConnection connection in connections)
            await connection.DisposeAsync();
    }
}
