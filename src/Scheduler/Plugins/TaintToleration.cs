using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Rejects nodes with taints that the Pod does not tolerate, and prefers nodes with fewer soft ones.</summary>
public sealed class TaintToleration : IFilterPlugin, IPreScorePlugin, IScorePlugin
{
    // Taints of a cluster are few; more than this many kinds are formatted again each time.
    private const int RejectionsMax = 1024;

    private readonly Dictionary<(string Key, string Value), Status> rejections = [];

    public string Name => nameof(TaintToleration);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.Node, EventAction.Add | EventAction.NodeTaints,
            static (PodInfo pod, in ClusterChange change) =>
                change.After is Node node && Untolerated(pod, node) is null),
        new(EventResource.TargetPod, EventAction.PodTolerations),
    ];

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (!node.HasTaints || Untolerated(pod, node.Node) is not { } taint)
            return Status.Success;
        if (rejections.TryGetValue((taint.Key, taint.Value), out Status? known))
            return known;
        Status status = Status.Unresolvable($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}");
        if (rejections.Count < RejectionsMax)
            rejections[(taint.Key, taint.Value)] = status;
        return status;
    }

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes) => Status.Success;

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        if (!node.HasTaints)
            return 0;
        long intolerable = 0;
        foreach (Taint taint in node.Node.Spec.Taints)
        {
            if (taint.Effect == "PreferNoSchedule" && !IsTolerated(taint, pod.Pod.Spec.Tolerations))
                intolerable++;
        }
        return intolerable;
    }

    public void Normalize(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Span<long> scores) =>
        Scores.Normalize(scores, reverse: true);

    /// <summary>The first taint that keeps the Pod away, or null.</summary>
    internal static Taint? Untolerated(PodInfo pod, Node node)
    {
        foreach (Taint taint in node.Spec.Taints)
        {
            if (taint.Effect is "NoSchedule" or "NoExecute" && !IsTolerated(taint, pod.Pod.Spec.Tolerations))
                return taint;
        }
        return null;
    }

    internal static bool IsTolerated(Taint taint, IReadOnlyList<Toleration> tolerations)
    {
        foreach (Toleration toleration in tolerations)
        {
            if (toleration.Effect.Length > 0 && toleration.Effect != taint.Effect)
                continue;
            if (toleration.Key.Length > 0 && toleration.Key != taint.Key)
                continue;
            bool matches = toleration.Operator switch
            {
                "Exists" => true,
                "" or "Equal" => toleration.Value == taint.Value,
                "Lt" => long.TryParse(taint.Value, out long have) && long.TryParse(toleration.Value, out long limit)
                    && have < limit,
                "Gt" => long.TryParse(taint.Value, out long have) && long.TryParse(toleration.Value, out long limit)
                    && have > limit,
                _ => false,
            };
            if (matches)
                return true;
        }
        return false;
    }
}
