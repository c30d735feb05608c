using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.Nodes;

/// <summary>
/// Deletes Pods from nodes whose NoExecute taints they do not tolerate, at once or when their time is up.
/// </summary>
public sealed class TaintEvictionController(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<Pod>("taint-eviction-controller")
        .Watches<Node>(static (cache, node) => node.Spec.Taints.Any(static taint => taint.Effect == "NoExecute")
            ? PodsByNode.On(cache, node.Metadata.Name).Select(static pod => ObjectKey.Of(pod))
            : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Pod>(key) is not { Metadata.DeletionTimestamp: null } pod
            || pod.Spec.NodeName.Length == 0
            || cache.Get<Node>(new("", pod.Spec.NodeName)) is not { } node)
            return Result.Done;

        DateTimeOffset now = time.GetUtcNow();
        if (DeadlineFor(pod, node, now) is not { } deadline)
            return Result.Done;
        if (deadline > now)
            return Result.After(deadline - now);

        await events.RecordAsync(pod, "Normal", "TaintManagerEviction",
            string.Create(CultureInfo.InvariantCulture, $"Marking for deletion Pod {key}"), cancellationToken);
        DeleteOptions options = new() { Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid } };
        return Result.From(await client.DeleteAsync<Pod>(key, options, cancellationToken));
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
