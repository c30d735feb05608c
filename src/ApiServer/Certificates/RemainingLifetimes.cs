using System.Globalization;
using System.Text;

namespace Kubesharp.ApiServer.Certificates;

/// <summary>
/// <c>apiserver_client_certificate_expiration_seconds</c>: how long the client certificates of requests still live.
/// Upstream's name and buckets. Safe from any thread.
/// </summary>
internal sealed class RemainingLifetimes
{
    private const string Name = "apiserver_client_certificate_expiration_seconds";

    private static readonly double[] Bounds =
    [
        0, 1800, 3600, 7200, 21600, 43200, 86400, 172800, 345600, 604800, 2592000, 7776000, 15552000, 31104000,
    ];

    private readonly long[] counts = new long[Bounds.Length + 1];
    private long seconds;

    public void Observe(TimeSpan remaining)
    {
        int bucket = 0;
        while (bucket < Bounds.Length && remaining.TotalSeconds > Bounds[bucket])
            bucket++;
        Interlocked.Increment(ref counts[bucket]);
        Interlocked.Add(ref seconds, (long)remaining.TotalSeconds);
    }

    public void Write(StringBuilder output)
    {
        output.Append("# HELP ").Append(Name)
            .Append(" Distribution of the remaining lifetime on the certificate used to authenticate a request.\n")
            .Append("# TYPE ").Append(Name).Append(" histogram\n");
        long upTo = 0;
        for (int bucket = 0; bucket <= Bounds.Length; bucket++)
        {
            upTo += Interlocked.Read(ref counts[bucket]);
            string bound = bucket < Bounds.Length ? Bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
            output.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"{bound}\"}} {upTo}\n");
        }
        output.Append(CultureInfo.InvariantCulture, $"{Name}_sum {Interlocked.Read(ref seconds)}\n")
            .Append(CultureInfo.InvariantCulture, $"{Name}_count {upTo}\n");
    }
}
