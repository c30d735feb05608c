using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Nodes;

namespace Kubesharp.Controllers.Pods;

/// <summary>
/// Removes Pods that no kubelet will ever remove: bound to a node that is gone or is known to be off, deleted before
/// they were placed, and finished ones beyond a number.
/// </summary>
/// <param name="threshold">Finished Pods that may stay; 0: any number.</param>
public sealed class PodGarbageCollector(
    ApiClient client, Cache cache, TimeProvider time, ControllerMetrics metrics, int threshold) : IReconciler
{
    private const string TerminatedIndex = "terminated";

    // A node may be registered again right away (its kubelet restarts): give it that long.
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);
    // No Pod has a key without a namespace: this one stands for all that have ended.
    private static readonly ObjectKey AllTerminated = new("", "terminated");

    private readonly Dictionary<ObjectKey, DateTimeOffset> suspected = [];
    private readonly Lock gate = new();
    private readonly MetricFamily removed = metrics.Counter(
        "pod_gc_collector_force_delete_pods_total",
        "Number of pods that are being forcefully deleted since the Pod GC Controller started.");
    private readonly MetricFamily failed = metrics.Counter(
        "pod_gc_collector_force_delete_pod_errors_total",
        "Number of errors encountered when forcefully deleting the pods since the Pod GC Controller started.");

    public static ControllerSpec Spec => ControllerSpec.For<Pod>("pod-garbage-collector-controller")
        .WatchesChanges<Pod>(static (_, before, after) =>
            after is not null && PodCollectionPlan.IsTerminated(after)
            && (before is null || !PodCollectionPlan.IsTerminated(before)) ? [AllTerminated] : [])
        .WatchesChanges<Node>(static (cache, before, after) =>
            after is null || after.Spec.Taints.Count != before?.Spec.Taints.Count
            || NodeHealth.IsReady(after) != NodeHealth.IsReady(before)
                ? PodsByNode.On(cache, (after ?? before)!.Metadata.Name).Select(static pod => ObjectKey.Of(pod))
                : []);

    public static void AddIndex(Cache cache) => cache.Informer<Pod>().AddIndex(
        TerminatedIndex, static pod => PodCollectionPlan.IsTerminated(pod) ? [TerminatedIndex] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (key == AllTerminated)
            return await RemoveTerminatedAsync(cancellationToken);
        if (cache.Get<Pod>(key) is not { } pod)
            return Forget(key);
        string reason = PodCollectionPlan.ReasonFor(pod, cache.Get<Node>(new("", pod.Spec.NodeName)));
        if (reason.Length == 0)
            return Forget(key);
        if (reason == PodCollectionPlan.Orphaned)
        {
            if (Suspect(key) is { } rest)
                return Result.After(rest);
            // The cache may lag; the node itself decides.
            ApiResult<Node> live = await client.GetAsync<Node>(new("", pod.Spec.NodeName), cancellationToken);
            Forget(key);
            if (live.Error is not { } missing)
                return Result.Done;
            if (!missing.IsNotFound)
                return Result.Retry(missing);
        }
        return Result.From(await RemoveAsync(pod, reason, cancellationToken));
    }

    private async Task<Result> RemoveTerminatedAsync(CancellationToken cancellationToken)
    {
        ApiError? error = null;
        foreach (Pod pod in PodCollectionPlan.Surplus(
            cache.Informer<Pod>().ByIndex(TerminatedIndex, TerminatedIndex), threshold))
            error = await RemoveAsync(pod, PodCollectionPlan.Terminated, cancellationToken) ?? error;
        return Result.From(error);
    }

    /// <summary>How long to wait yet before it counts as orphaned; null when the time is over.</summary>
    private TimeSpan? Suspect(ObjectKey key)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            suspected.TryAdd(key, now);
            TimeSpan rest = suspected[key] + Quarantine - now;
            return rest > TimeSpan.Zero ? rest : null;
        }
    }

    private Result Forget(ObjectKey key)
    {
        lock (gate)
            suspected.Remove(key);
        return Result.Done;
    }

    private async Task<ApiError?> RemoveAsync(Pod pod, string reason, CancellationToken cancellationToken)
    {
        removed.Add(1, "namespace", pod.Metadata.Namespace, "reason", reason);
        // Nobody else will say that it has ended: a Job waits to hear it.
        ApiError? error = PodCollectionPlan.IsTerminated(pod) ? null : await FailAsync(pod, reason, cancellationToken);
        error ??= await client.DeleteAsync<Pod>(
            ObjectKey.Of(pod),
            new DeleteOptions
            {
                GracePeriodSeconds = 0,
                Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid },
            },
            cancellationToken);
        if (error is null or { IsNotFound: true })
            return null;
        failed.Add(1, "namespace", pod.Metadata.Namespace, "reason", reason);
        return error;
    }

    private async Task<ApiError?> FailAsync(Pod pod, string reason, CancellationToken cancellationToken)
    {
        string conditions = "";
        if (reason == PodCollectionPlan.Orphaned)
        {
            string now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            conditions = $$"""
                ,"conditions":[{"type":"DisruptionTarget","status":"True","reason":"DeletionByPodGC",
                "message":"PodGC: node no longer exists","lastTransitionTime":"{{now}}"}]
                """;
        }
        ApiResult<Pod> patched = await client.PatchAsync<Pod>(
            ObjectKey.Of(pod), PatchType.Strategic,
            $$$"""{"metadata":{"uid":"{{{pod.Metadata.Uid}}}"},"status":{"phase":"Failed"{{{conditions}}}}}""",
            cancellationToken, "status");
        return patched.Error;
    }
}
