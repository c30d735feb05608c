using Kubesharp.Api;
using Kubesharp.Api.Coordination;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Nodes;

/// <summary>What a node's lease and conditions say about it, and the taints that follow. Pure.</summary>
internal static class NodeHealth
{
    public const string NotReadyTaint = "node.kubernetes.io/not-ready";
    public const string UnreachableTaint = "node.kubernetes.io/unreachable";

    /// <summary>
    /// Without a sign of life for this long a node counts as lost (upstream's node-monitor-grace-period).
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(50);

    private static readonly (string Condition, string BadStatus, string Taint)[] ConditionTaints =
    [
        ("Ready", "False", NotReadyTaint),
        ("Ready", "Unknown", UnreachableTaint),
        ("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
        ("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
        ("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"),
    ];

    /// <summary>The last sign of life: the lease's renewal or the Ready condition's heartbeat.</summary>
    public static DateTimeOffset LastSeen(Node node, Lease? lease)
    {
        DateTimeOffset renewed = lease?.Spec?.RenewTime?.Value ?? DateTimeOffset.MinValue;
        DateTimeOffset heartbeat = Ready(node)?.LastHeartbeatTime?.Value ?? DateTimeOffset.MinValue;
        DateTimeOffset created = node.Metadata.CreationTimestamp?.Value ?? DateTimeOffset.MinValue;
        return new[] { renewed, heartbeat, created }.Max();
    }

    public static NodeCondition? Ready(Node node) =>
        node.Status.Conditions.FirstOrDefault(static condition => condition.Type == "Ready");

    /// <summary>The conditions of a node that fell silent: what its kubelet used to say is unknown now.</summary>
    public static IReadOnlyList<NodeCondition> Silenced(Node node, DateTimeOffset now)
    {
        List<NodeCondition> conditions = [];
        foreach (string type in (string[])["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"])
        {
            NodeCondition? known = node.Status.Conditions.FirstOrDefault(condition => condition.Type == type);
            if (known is { Status: "Unknown" })
            {
                conditions.Add(known);
                continue;
            }
            conditions.Add((known ?? NodeCondition.Empty with { Type = type }) with
            {
                Status = "Unknown",
                Reason = known is null ? "NodeStatusNeverUpdated" : "NodeStatusUnknown",
                Message = known is null
                    ? "Kubelet never posted node status." : "Kubelet stopped posting node status.",
                LastTransitionTime = new Time(now),
            });
        }
        conditions.AddRange(node.Status.Conditions.Where(condition =>
            conditions.TrueForAll(silenced => silenced.Type != condition.Type)));
        return conditions;
    }

    /// <summary>The taints that the node should carry: its own others, and those that its conditions ask for.</summary>
    public static IReadOnlyList<Taint> TaintsFor(Node node, DateTimeOffset now)
    {
        List<Taint> taints = [.. node.Spec.Taints.Where(static taint =>
            Array.TrueForAll(ConditionTaints, known => known.Taint != taint.Key)
            && taint.Key != "node.kubernetes.io/unschedulable")];
        if (node.Spec.Unschedulable)
            taints.Add(Keep("node.kubernetes.io/unschedulable", "NoSchedule"));
        foreach ((string type, string bad, string key) in ConditionTaints)
        {
            if (!node.Status.Conditions.Any(condition => condition.Type == type && condition.Status == bad))
                continue;
            taints.Add(Keep(key, "NoSchedule"));
            if (type == "Ready")
                taints.Add(Keep(key, "NoExecute"));
        }
        return taints;

        // The time when a taint was added counts for evictions: keep it on one that stays.
        Taint Keep(string key, string effect) =>
            node.Spec.Taints.FirstOrDefault(taint => taint.Key == key && taint.Effect == effect)
            ?? Taint.Empty with { Key = key, Effect = effect, TimeAdded = new Time(now) };
    }
}
