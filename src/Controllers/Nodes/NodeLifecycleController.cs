using System.Collections.Concurrent;
using Kubesharp.Api;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Nodes;

/// <summary>
/// Notices nodes that fell silent or report trouble, taints them, and marks their Pods as not ready, so that Services
/// stop sending there. How fast nodes are given the taint that evicts is for <see cref="Zones"/> to say; who is evicted
/// when is <see cref="TaintEvictionController"/>'s part.
/// </summary>
public sealed class NodeLifecycleController(
    ApiClient client, Cache cache, EventRecorder events, TimeProvider time, NodeLifecycleOptions options,
    ControllerMetrics metrics) : IReconciler
{
    private const string LeaseNamespace = "kube-node-lease";

    // While evictions are stopped: how often to look whether they still are; upstream's node-monitor-period.
    private static readonly TimeSpan MonitorPeriod = TimeSpan.FromSeconds(5);

    private readonly Zones zones = new(options, metrics);
    // The last sign of life as this process has seen it: clocks of nodes need not be right.
    private readonly ConcurrentDictionary<string, Sign> signs = new(StringComparer.Ordinal);

    public static ControllerSpec Spec => ControllerSpec.For<Node>("node-lifecycle-controller")
        .Watches<Lease>(static lease =>
            lease.Metadata.Namespace == LeaseNamespace ? [new ObjectKey("", lease.Metadata.Name)] : [])
        .WatchesChanges<Pod>(static (cache, before, after) => Bound(cache, before, after));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (cache.Get<Node>(key) is not { } node)
        {
            await ForgetAsync(key, cancellationToken);
            return Result.Done;
        }
        TimeSpan rest = await ObserveAsync(node, now, cancellationToken) + GraceOf(node) - now;
        zones.Set(key.Name, node);
        if (rest <= TimeSpan.Zero && NodeHealth.Ready(node)?.Status != "Unknown")
        {
            bool wasReady = NodeHealth.IsReady(node);
            ApiResult<Node> silenced = await client.UpdateStatusAsync(
                node with { Status = node.Status with { Conditions = NodeHealth.Silenced(node, now) } },
                cancellationToken);
            if (silenced.Value is not { } written)
                return Result.Retry(silenced.Error!);
            node = written;
            zones.Set(key.Name, node);
            if (wasReady)
                await TellAsync(node, "NodeNotReady", "status is now: NodeNotReady", cancellationToken);
        }

        (string? evicting, TimeSpan? wait) = Evicting(node, now);
        if (await CorrectAsync(node, evicting, now, cancellationToken) is { } error)
            return Result.Retry(error);
        if (NodeHealth.Ready(node) is { Status: not "True" }
            && await MarkPodsAsync(key.Name, now, cancellationToken) is { } podError)
            return Result.Retry(podError);
        TimeSpan? silent = rest > TimeSpan.Zero ? rest : null;
        return Result.After(wait is { } first && (silent is null || first < silent) ? first : silent);
    }

    /// <summary>When the node was last seen to live.</summary>
    private async Task<DateTimeOffset> ObserveAsync(
        Node node, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? renewed = cache.Get<Lease>(new(LeaseNamespace, node.Metadata.Name))?.Spec?.RenewTime?.Value;
        DateTimeOffset? heartbeat = NodeHealth.Ready(node)?.LastHeartbeatTime?.Value;
        string name = node.Metadata.Name, uid = node.Metadata.Uid;
        if (!signs.TryGetValue(name, out Sign? known) || known.Uid != uid)
        {
            // One that has never said anything is as old as it is.
            DateTimeOffset since = NodeHealth.Ready(node) is null && renewed is null
                ? node.Metadata.CreationTimestamp?.Value ?? now : now;
            signs[name] = new(uid, renewed, heartbeat, since);
            await TellAsync(
                node, "RegisteredNode", $"event: Registered Node {name} in Controller", cancellationToken);
            return since;
        }
        // What this controller itself has written is no sign of life.
        if (known.Renewed == renewed && (known.Heartbeat == heartbeat || heartbeat is null))
            return known.At;
        signs[name] = new(uid, renewed, heartbeat, now);
        return now;
    }

    private TimeSpan GraceOf(Node node) =>
        NodeHealth.Ready(node) is null ? options.StartupGrace : options.MonitorGrace;

    private async Task ForgetAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        zones.Set(key.Name, null);
        if (!signs.TryRemove(key.Name, out Sign? known))
            return;
        Node gone = new() { Metadata = new() { Name = key.Name, Uid = known.Uid } };
        await TellAsync(gone, "RemovingNode", $"event: Removing Node {key.Name} from Controller", cancellationToken);
    }

    /// <summary>Which taint evicts now, if any; and how long to wait for one that may not yet.</summary>
    private (string? Taint, TimeSpan? Wait) Evicting(Node node, DateTimeOffset now)
    {
        if (NodeHealth.EvictingTaint(node) is not { } wanted)
            return (null, null);
        if (zones.AllDown)
            return (null, MonitorPeriod);
        // From one reason to the other is no new eviction.
        if (NodeHealth.IsEvicting(node))
            return (wanted, null);
        (bool granted, TimeSpan? wait) = zones.Take(Zones.Of(node), now);
        return granted ? (wanted, null) : (null, wait ?? MonitorPeriod);
    }

    private async Task<ApiError?> CorrectAsync(
        Node node, string? evicting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Taint> taints = NodeHealth.TaintsFor(node, evicting, now);
        IReadOnlyDictionary<string, string> labels = NodeHealth.LabelsFor(node);
        if (taints.SequenceEqual(node.Spec.Taints) && labels == node.Metadata.Labels)
            return null;
        ApiResult<Node> written = await client.UpdateAsync(
            node with
            {
                Metadata = node.Metadata with { Labels = labels }, Spec = node.Spec with { Taints = taints },
            },
            cancellationToken);
        return written.Error is { IsNotFound: false } error ? error : null;
    }

    private async Task<ApiError?> MarkPodsAsync(string nodeName, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        foreach (Pod pod in PodsByNode.On(cache, nodeName))
        {
            if (!PodState.IsReady(pod))
                continue;
            IReadOnlyList<PodCondition> conditions = [.. pod.Status.Conditions.Select(condition =>
                condition.Type == "Ready"
                    ? condition with { Status = "False", LastTransitionTime = new Time(now) }
                    : condition)];
            ApiError? error = (await client.UpdateStatusAsync(
                pod with { Status = pod.Status with { Conditions = conditions } }, cancellationToken)).Error;
            if (error is { IsNotFound: false })
                return error;
            await events.RecordAsync(pod, "Warning", "NodeNotReady", "Node is not ready", cancellationToken);
        }
        return null;
    }

    private Task TellAsync(Node node, string reason, string what, CancellationToken cancellationToken) =>
        events.RecordAsync(node, "Normal", reason, $"Node {node.Metadata.Name} {what}", cancellationToken);

    // A Pod that arrives on a node which is down is not ready either.
    private static IEnumerable<ObjectKey> Bound(Cache cache, Pod? before, Pod? after) =>
        after is { Spec.NodeName: { Length: > 0 } name } && before?.Spec.NodeName != name
        && cache.Get<Node>(new("", name)) is { } node && !NodeHealth.IsReady(node)
            ? [new ObjectKey("", name)] : [];

    private sealed record Sign(string Uid, DateTimeOffset? Renewed, DateTimeOffset? Heartbeat, DateTimeOffset At);
}
