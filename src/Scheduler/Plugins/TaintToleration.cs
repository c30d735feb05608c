using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Rejects nodes with taints that the Pod does not tolerate, and prefers nodes with fewer soft ones.</summary>
public sealed class TaintToleration : IFilterPlugin, IScorePlugin
{
    public string Name => nameof(TaintToleration);

    public ClusterEvent WakeOn => ClusterEvent.NodeTaintsChanged | ClusterEvent.NodeAdded;

    public int Weight => 3;

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        foreach (Taint taint in node.Node.Spec.Taints)
        {
            if (taint.Effect is "NoSchedule" or "NoExecute" && !IsTolerated(taint, pod.Pod.Spec.Tolerations))
                return Status.Unresolvable($"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}");
        }
        return Status.Success;
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        long intolerable = 0;
        foreach (Taint taint in node.Node.Spec.Taints)
        {
            if (taint.Effect == "PreferNoSchedule" && !IsTolerated(taint, pod.Pod.Spec.Tolerations))
                intolerable++;
        }
        return intolerable;
    }

    public void Normalize(Span<long> scores) => Scores.Normalize(scores, reverse: true);

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
                "" or "Equal" => toleration.Key.Length > 0 && toleration.Value == taint.Value,
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
