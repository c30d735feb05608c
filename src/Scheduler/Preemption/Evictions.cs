using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Scheduler.Writing;

namespace Kubesharp.Scheduler.Preemption;

/// <summary>Sends victims away: says so on them, deletes them, records it. Runs beside the scheduling loop.</summary>
internal sealed class Evictions(ApiClient client, EventWriter events, TimeProvider time)
{
    /// <summary>Null, or why not every victim could be told to go.</summary>
    public async Task<ApiError?> RunAsync(
        PodInfo preemptor, string nodeName, IReadOnlyList<PodInfo> victims, CancellationToken cancellationToken)
    {
        ApiError?[] errors = await Task.WhenAll(victims
            .Where(static victim => !victim.IsTerminating)
            .Select(victim => EvictAsync(preemptor, nodeName, victim.Pod, cancellationToken)));
        return errors.FirstOrDefault(static error => error is not null);
    }

    private async Task<ApiError?> EvictAsync(
        PodInfo preemptor, string nodeName, Pod victim, CancellationToken cancellationToken)
    {
        ApiResult<Pod> marked = await client.PatchAsync<Pod>(
            ObjectKey.Of(victim), PatchType.Strategic, MarkFor(preemptor, victim), cancellationToken, "status");
        if (marked.Error is { IsNotFound: true })
            return null; // Gone already.
        if (marked.Error is { } refused)
            return refused;
        DeleteOptions options = new()
        {
            Preconditions = Preconditions.Empty with { Uid = victim.Metadata.Uid },
        };
        ApiError? error = await client.DeleteAsync<Pod>(ObjectKey.Of(victim), options, cancellationToken);
        if (error is null)
        {
            events.Add(victim, "Normal", "Preempted",
                $"Preempted by pod {preemptor.Uid} on node {nodeName}");
        }
        return error;
    }

    private ReadOnlyMemory<byte> MarkFor(PodInfo preemptor, Pod victim)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("uid", victim.Metadata.Uid);
            json.WriteEndObject();
            json.WriteStartObject("status");
            json.WriteStartArray("conditions");
            json.WriteStartObject();
            json.WriteString("type", "DisruptionTarget");
            json.WriteString("status", "True");
            json.WriteString("reason", "PreemptionByScheduler");
            json.WriteString("message",
                $"{preemptor.Pod.Spec.SchedulerName}: preempting to accommodate a higher priority pod");
            json.WriteString("lastTransitionTime", new Time(time.GetUtcNow()).ToString());
            if (victim.Metadata.Generation > 0)
                json.WriteNumber("observedGeneration", victim.Metadata.Generation);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
