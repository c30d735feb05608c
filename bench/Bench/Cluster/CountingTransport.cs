using Kubesharp.Api.Transport;

namespace Kubesharp.Bench.Cluster;

/// <summary>Requests of all components together; a watch counts once, however many events it brings.</summary>
internal sealed class RequestCount
{
    private long value;

    public long Value => Interlocked.Read(ref value);

    public ITransport Around(ITransport transport) => new CountingTransport(transport, this);

    private void Add() => Interlocked.Increment(ref value);

    private sealed class CountingTransport(ITransport inner, RequestCount count) : ITransport
    {
        public Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
        {
            count.Add();
            return inner.SendAsync(request, cancellationToken);
        }

        public IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, CancellationToken cancellationToken)
        {
            count.Add();
            return inner.WatchAsync(request, cancellationToken);
        }
    }
}
