using System.Collections.Concurrent;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Nodes;

/// <summary>
/// Deletes Pods from nodes whose NoExecute taints they do not tolerate, at once or when their time is up.
/// </summary>
public sealed class TaintEvictionController(
    ApiClient client, Cache cache, EventRecorder events, TimeProvider time, ControllerMetrics metrics) : IReconciler
{
    private readonly MetricFamily deletions = metrics.Counter(
        "taint_eviction_controller_pod_deletions_total",
        "Total number of Pods deleted by TaintEvictionController since its start.");
    private readonly MetricFamily latency = metrics.Histogram(
        "taint_eviction_controller_pod_deletion_duration_seconds",
        "Latency, in seconds, between the time when a taint effect has been activated for the Pod and its deletion via "
        + "TaintEvictionController.",
        [0.005, 0.025, 0.1, 0.5, 1, 2.5, 10, 30, 60, 120, 180, 240]);

    // Pods whose time runs: when it stops, that is told.
    private readonly ConcurrentDictionary<ObjectKey, bool> scheduled = [];

    public static ControllerSpec Spec => ControllerSpec.For<Pod>("taint-eviction-controller")
        .WatchesChanges<Node>(static (cache, before, after) =>
            Evicts(before) || Evicts(after)
                ? PodsByNode.On(cache, (after ?? before)!.Metadata.Name).Select(static pod => ObjectKey.Of(pod))
                : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Pod? pod = cache.Get<Pod>(key);
        if (pod is { Metadata.DeletionTimestamp: not null })
        {
            scheduled.TryRemove(key, out _);
            return Result.Done;
        }
        DateTimeOffset? due = pod is { Spec.NodeName.Length: > 0 }
            && cache.Get<Node>(new("", pod.Spec.NodeName)) is { } node
            ? DeadlineFor(pod, node, now) : null;
        if (due is not { } deadline)
        {
            if (scheduled.TryRemove(key, out _) && pod is not null)
            {
                await events.RecordAsync(
                    pod, "Normal", "TaintManagerEviction", $"Cancelling deletion of Pod {key}", cancellationToken);
            }
            return Result.Done;
        }
        if (deadline > now)
        {
            scheduled[key] = true;
            return Result.After(deadline - now);
        }
        scheduled.TryRemove(key, out _);
        await events.RecordAsync(
            pod!, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {key}", cancellationToken);
        return await EvictAsync(key, pod!, deadline, cancellationToken);
    }

    private async Task<Result> EvictAsync(
        ObjectKey key, Pod pod, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Pod marked = DisruptionTarget.On(
            pod, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", now);
        if (!marked.Equals(pod))
        {
            ApiResult<Pod> written = await client.UpdateStatusAsync(marked, cancellationToken);
            if (written.Error is { } refused)
                return refused.IsNotFound ? Result.Done : Result.Retry(refused);
        }
        DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid } };
        ApiError? error = await client.DeleteAsync<Pod>(key, options, cancellationToken);
        if (error is not null)
            return Result.Retry(error);
        deletions.Add(1);
        latency.Observe((now - deadline).TotalSeconds);
        return Result.Done;
    }

    /// <summary>When the Pod has to go: null when it may stay for ever.</summary>
    internal static DateTimeOffset? DeadlineFor(Pod pod, Node node, DateTimeOffset now)
    {
        DateTimeOffset? earliest = null;
        foreach (Taint taint in node.Spec.Taints)
        {
            if (taint.Effect != "NoExecute")
                continue;
            List<Toleration> tolerations = [.. pod.Spec.Tolerations.Where(toleration => Tolerates(toleration, taint))];
            if (tolerations.Count == 0)
                return now;
            long? seconds = tolerations.Min(static toleration => toleration.TolerationSeconds);
            if (seconds is not { } limit)
                continue;
            DateTimeOffset deadline = (taint.TimeAdded?.Value ?? now).AddSeconds(Math.Max(0, limit));
            if (earliest is null || deadline < earliest)
                earliest = deadline;
        }
        return earliest;
    }

    private static bool Evicts(Node? node) =>
        node?.Spec.Taints.Any(static taint => taint.Effect == "NoExecute") == true;

    private static bool Tolerates(Toleration toleration, Taint taint) =>
        (toleration.Effect.Length == 0 || toleration.Effect == taint.Effect)
        && (toleration.Key.Length == 0 || toleration.Key == taint.Key)
        && toleration.Operator switch
        {
            "Exists" => true,
            "" or "Equal" => toleration.Key.Length > 0 && toleration.Value == taint.Value,
            _ => false,
        };
}
