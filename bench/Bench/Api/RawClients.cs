using System.Security.Cryptography.X509Certificates;

namespace Kubesharp.Bench.Api;

/// <summary>Connections that each send the next request when the last one is answered.</summary>
internal sealed class RawClients : IAsyncDisposable
{
    private readonly RawConnection[] connections;

    private RawClients(RawConnection[] connections) => this.connections = connections;

    public RawConnection First => connections[0];

    public static async Task<RawClients> OpenAsync(int count, int port, X509Certificate2? certificate)
    {
        RawConnection[] connections = new RawConnection[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (index, _) => connections[index] = await RawConnection.OpenAsync(port, certificate));
        return new(connections);
    }

    /// <summary>Runs for a while and returns answers a second. An answer with another code ends the bench.</summary>
    /// <param name="clients">How many of the connections take part.</param>
    /// <param name="span">How long.</param>
    /// <param name="request">Each client has a copy.</param>
    /// <param name="expected">The code of success.</param>
    /// <param name="next">The number that goes into the next request, for client and turn; below 0: stop.</param>
    public async Task<double> RateAsync(
        int clients, TimeSpan span, RawRequest request, int expected, Func<int, int> next)
    {
        TimeProvider time = TimeProvider.System;
        long started = time.GetTimestamp();
        int count = 0;
        await Task.WhenAll(connections.Take(clients).Select((connection, client) => Task.Run(async () =>
        {
            RawRequest own = request.Copy();
            while (time.GetElapsedTime(started) < span)
            {
                int number = next(client);
                if (number < 0)
                    return;
                (int code, _) = await connection.SendAsync(own.With(number));
                if (code != expected)
                {
                    throw new InvalidOperationException(
                        $"answered {code} instead of {expected}: "
                        + System.Text.Encoding.UTF8.GetString(connection.BodyStart.Span));
                }
                Interlocked.Increment(ref count);
            }
        })));
        return count / time.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Starts a stream on each connection.</summary>
    public Task StartStreamsAsync(RawRequest request) => Parallel.ForEachAsync(
        connections, new ParallelOptions { MaxDegreeOfParallelism = 16 },
        async (connection, _) => await connection.StartStreamAsync(request.Copy().With(0)));

    /// <summary>Returns when the last of the streams has so many more events.</summary>
    public Task ReadEventsAsync(int events) =>
        Task.WhenAll(connections.Select(connection => Task.Run(() => connection.ReadEventsAsync(events))));

    public async ValueTask DisposeAsync()
    {
        foreach (RawConnection connection in connections)
            await connection.DisposeAsync();
    }
}
