using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Tests.Integration.Network;

/// <summary>An API server of three collections, Services, EndpointSlices and Nodes, that a test fills.</summary>
internal sealed class ScriptedTransport : ITransport
{
    private readonly ConcurrentDictionary<string, Channel<WatchEvent>> watches = new();
    private readonly HashSet<string> known = [];
    private int revision = 1;

    internal void Put(ApiObject value) =>
        Send(value, known.Add(Key(value)) ? WatchEventType.Added : WatchEventType.Modified);

    internal void Remove(ApiObject value)
    {
        if (known.Remove(Key(value)))
            Send(value, WatchEventType.Deleted);
    }

    public Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new ApiResponse { Code = 200, List = new ObjectList<ApiObject>("1", []) });

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (WatchEvent change in Watch(request.Resource.Resource).Reader.ReadAllAsync(cancellationToken))
            yield return change;
    }

    private static string Key(ApiObject value) =>
        $"{value.GetType().Name}/{value.Metadata.Namespace}/{value.Metadata.Name}";

    private void Send(ApiObject value, WatchEventType type)
    {
        ObjectMeta metadata = value.Metadata with { ResourceVersion = (++revision).ToString() };
        ApiObject versioned = value switch
        {
            Service service => service with { Metadata = metadata },
            EndpointSlice slice => slice with { Metadata = metadata },
            Node node => node with { Metadata = metadata },
            _ => throw new NotSupportedException(value.GetType().Name),
        };
        string resource = value switch
        {
            Service => "services",
            EndpointSlice => "endpointslices",
            _ => "nodes",
        };
        Watch(resource).Writer.TryWrite(new WatchEvent(type, versioned));
    }

    private Channel<WatchEvent> Watch(string resource) =>
        watches.GetOrAdd(resource, static _ => Channel.CreateUnbounded<WatchEvent>());
}
