using System.Text.Json;
using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;

namespace Kubesharp.Scheduler.Writing;

/// <summary>
/// Writes what the scheduler has to say on Pods: why they wait, where they are nominated to. Beside the scheduling
/// loop;
/// of several changes to one Pod only the last is written.
/// </summary>
/// <remarks>Best effort: what cannot be written is written again with the Pod's next attempt.</remarks>
internal sealed class StatusWriter(ApiClient client, TimeProvider time)
{
    private const int Writers = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Change> pending = new(StringComparer.Ordinal);
    // Unbounded, but holds each Pod that waits for a node at most once.
    private readonly Channel<string> order = Channel.CreateUnbounded<string>();

    /// <param name="message">Null: leave the condition.</param>
    /// <param name="nominatedNode">Null: leave the nomination; empty: take it back.</param>
    public void Set(Pod pod, string? reason, string? message, string? nominatedNode)
    {
        PodCondition? known = pod.Status.Conditions.FirstOrDefault(static condition =>
            condition.Type == "PodScheduled");
        if (known is { Status: "False" } && known.Reason == reason && known.Message == message)
            message = null;
        if (nominatedNode == pod.Status.NominatedNodeName)
            nominatedNode = null;
        if (message is null && nominatedNode is null)
            return;
        lock (gate)
        {
            bool waits = pending.TryGetValue(pod.Metadata.Uid, out Change? earlier);
            pending[pod.Metadata.Uid] = new Change(
                pod, reason ?? earlier?.Reason, message ?? earlier?.Message, nominatedNode ?? earlier?.NominatedNode);
            if (waits)
                return;
        }
        order.Writer.TryWrite(pod.Metadata.Uid);
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ =>
            Loop.Run("scheduler/status", time, WriteAllAsync, cancellationToken)));

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        while (await order.Reader.WaitToReadAsync(cancellationToken))
        {
            while (order.Reader.TryRead(out string? uid))
            {
                Change change;
                lock (gate)
                {
                    change = pending[uid];
                    pending.Remove(uid);
                }
                await client.PatchAsync<Pod>(
                    ObjectKey.Of(change.Pod), PatchType.Strategic, PatchFor(change), cancellationToken, "status");
            }
        }
    }

    private ReadOnlyMemory<byte> PatchFor(Change change)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", change.Pod.Metadata.Uid);
            json.WriteEndObject();
            json.WriteStartObject("status");
            if (change.Message is not null)
                WriteCondition(json, change);
            if (change.NominatedNode is { Length: > 0 } node)
                json.WriteString("nominatedNodeName", node);
            else if (change.NominatedNode is not null)
                json.WriteNull("nominatedNodeName");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private void WriteCondition(Utf8JsonWriter json, Change change)
    {
        PodCondition? known = change.Pod.Status.Conditions.FirstOrDefault(static condition =>
            condition.Type == "PodScheduled");
        Time since = known is { Status: "False", LastTransitionTime: { } earlier }
            ? earlier : new Time(time.GetUtcNow());
        json.WriteStartArray("conditions");
        json.WriteStartObject();
        json.WriteString("type", "PodScheduled");
        json.WriteString("status", "False");
        json.WriteString("reason", change.Reason);
        json.WriteString("message", change.Message);
        json.WriteString("lastTransitionTime", since.ToString());
        json.WriteNull("lastProbeTime");
        if (change.Pod.Metadata.Generation > 0)
            json.WriteNumber("observedGeneration", change.Pod.Metadata.Generation);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private sealed record Change(Pod Pod, string? Reason, string? Message, string? NominatedNode);
}
