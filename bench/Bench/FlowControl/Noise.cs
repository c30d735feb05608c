using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Kubesharp.Bench.Api;

namespace Kubesharp.Bench.FlowControl;

/// <summary>What became of the noisy user's requests.</summary>
internal readonly record struct NoiseCount(int Sent, int Served, int Refused)
{
    public static NoiseCount operator +(NoiseCount left, NoiseCount right) =>
        new(left.Sent + right.Sent, left.Served + right.Served, left.Refused + right.Refused);
}

/// <summary>
/// One user that lists ConfigMaps 2,000 times a second over 256 connections: it keeps to its times, and a connection
/// that waits for an answer sends what it has missed as soon as it can.
/// </summary>
internal sealed class Noise : IAsyncDisposable
{
    private const int Connections = 256;
    private const int RequestsASecond = 2_000;
    private const int TooMany = 429;
    private const int TooLate = 504;

    private readonly RawConnection[] connections;

    private Noise(RawConnection[] connections) => this.connections = connections;

    public static async Task<Noise> OpenAsync(int port, X509Certificate2 certificate)
    {
        RawConnection[] connections = new RawConnection[Connections];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Connections), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (index, _) => connections[index] = await RawConnection.OpenAsync(port, certificate));
        return new(connections);
    }

    public async Task<NoiseCount> MakeAsync(TimeSpan span, int objects)
    {
        TimeProvider time = TimeProvider.System;
        TimeSpan period = TimeSpan.FromSeconds((double)Connections / RequestsASecond);
        RawRequest list = RawRequest.Of("GET", string.Create(
            CultureInfo.InvariantCulture, $"/api/v1/namespaces/default/configmaps?limit={objects}"));
        int sent = 0, served = 0, refused = 0;
        long started = time.GetTimestamp();
        await Task.WhenAll(connections.Select((connection, index) => Task.Run(async () =>
        {
            RawRequest own = list.Copy();
            TimeSpan next = period * index / Connections;
            while (next < span && time.GetElapsedTime(started) < span)
            {
                TimeSpan wait = next - time.GetElapsedTime(started);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                Interlocked.Increment(ref sent);
                (int code, _) = await connection.SendAsync(own.With(0));
                if (code == 200)
                    Interlocked.Increment(ref served);
                else if (code is TooMany or TooLate)
                    Interlocked.Increment(ref refused);
                else
                    throw new InvalidOperationException($"a list was answered {code}");
                next += period;
            }
        })));
        return new(sent, served, refused);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RawConnection connection in connections)
            await connection.DisposeAsync();
    }
}
