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
/// stop sending there. Who is evicted when is <see cref="TaintEvictionController"/>'s part.
/// </summary>
public sealed class NodeLifecycleController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    private const string LeaseNamespace = "kube-node-lease";

    public static ControllerSpec Spec => ControllerSpec.For<Node>("node-lifecycle-controller")
        .Watches<Lease>(static lease =>
            lease.Metadata.Namespace == LeaseNamespace ? [new ObjectKey("", lease.Metadata.Name)] : [])
        .Reads<Pod>();

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Node>(key) is not { } node)
            return Result.Done;

        DateTimeOffset now = time.GetUtcNow();
        Lease? lease = cache.Get<Lease>(new(LeaseNamespace, key.Name));
        TimeSpan rest = NodeHealth.LastSeen(node, lease) + NodeHealth.Grace - now;
        if (rest <= TimeSpan.Zero && NodeHealth.Ready(node)?.Status != "Unknown")
        {
            ApiResult<Node> silenced = await client.UpdateStatusAsync(
                node with { Status = node.Status with { Conditions = NodeHealth.Silenced(node, now) } },
                cancellationToken);
            if (silenced.Value is not { } written)
                return Result.Retry(silenced.Error!);
            node = written;
            await events.RecordAsync(node, "Normal", "NodeNotReady",
                $"Node {key.Name} status is now: NodeNotReady", cancellationToken);
        }

        IReadOnlyList<Taint> taints = NodeHealth.TaintsFor(node, now);
        if (!taints.SequenceEqual(node.Spec.Taints))
        {
            ApiResult<Node> tainted = await client.UpdateAsync(
                node with { Spec = node.Spec with { Taints = taints } }, cancellationToken);
            if (tainted.Error is { } error)
                return Result.Retry(error);
        }
        if (NodeHealth.Ready(node)?.Status != "True"
            && await MarkPodsAsync(key.Name, now, cancellationToken) is { } podError)
            return Result.Retry(podError);
        return rest > TimeSpan.Zero ? Result.After(rest) : Result.Done;
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
        }
        return null;
    }
}
