using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;

namespace Kubesharp.Scheduler.Writing;

/// <summary>Records events beside the scheduling loop. Under a flood events are dropped, never Pods delayed.</summary>
internal sealed class EventWriter(EventRecorder recorder, TimeProvider time)
{
    // As many as upstream's broadcaster keeps.
    private const int WaitingMax = 1000;
    private const int Writers = 4;

    private readonly Channel<Entry> waiting = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(Pod about, string type, string reason, string message) =>
        waiting.Writer.TryWrite(new Entry(about, type, reason, message));

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ =>
            Loop.Run("scheduler/events", time, WriteAllAsync, cancellationToken)));

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        while (await waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            while (waiting.Reader.TryRead(out Entry? entry))
                await recorder.RecordAsync(entry.About, entry.Type, entry.Reason, entry.Message, cancellationToken);
        }
    }

    private sealed record Entry(Pod About, string Type, string Reason, string Message);
}
