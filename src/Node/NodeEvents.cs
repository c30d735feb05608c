using System.Threading.Channels;
using Kubesharp.Api.Core;
using Kubesharp.Client;

namespace Kubesharp.Kubelet;

/// <summary>
/// Events about Pods and the Node, written in the background so that no Pod waits for the API server. When more wait
/// than fit, the oldest are dropped.
/// </summary>
internal sealed class NodeEvents(EventRecorder recorder)
{
    private const int WaitingMax = 1000;

    private readonly Channel<Entry> waiting = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Normal(Api.ApiObject about, string reason, string message, string fieldPath = "") =>
        waiting.Writer.TryWrite(new Entry(about, "Normal", reason, message, fieldPath));

    public void Warning(Api.ApiObject about, string reason, string message, string fieldPath = "") =>
        waiting.Writer.TryWrite(new Entry(about, "Warning", reason, message, fieldPath));

    /// <summary>Writes events until cancelled. Run by one loop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (Entry entry in waiting.Reader.ReadAllAsync(cancellationToken))
        {
            await recorder.RecordAsync(
                entry.About, entry.Type, entry.Reason, entry.Message, cancellationToken, entry.FieldPath);
        }
    }

    private sealed record Entry(Api.ApiObject About, string Type, string Reason, string Message, string FieldPath);
}
