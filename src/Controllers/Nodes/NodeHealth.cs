using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Nodes;

/// <summary>What a node's conditions say about it, and the taints and labels that follow. Pure.</summary>
internal static class NodeHealth
{
    public const string NotReadyTaint = "node.kubernetes.io/not-ready";
    public const string UnreachableTaint = "node.kubernetes.io/unreachable";

    private const string Unschedulable = "node.kubernetes.io/unschedulable";

    private static readonly (string Condition, string BadStatus, string Taint)[] ConditionTaints =
    [
        ("Ready", "False", NotReadyTaint),
        ("Ready", "Unknown", UnreachableTaint),
        ("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
        ("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
        ("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"),
    ];

    // Names from before 1.14 that clients still select by.
    private static readonly (string Label, string Older)[] OlderLabels =
        [("kubernetes.io/os", "beta.kubernetes.io/os"), ("kubernetes.io/arch", "beta.kubernetes.io/arch")];

    public static NodeCondition? Ready(Node node) =>
        node.Status.Conditions.FirstOrDefault(static condition => condition.Type == "Ready");

    public static bool IsReady(Node node) => Ready(node)?.Status == "True";

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
            conditions.Add((known ?? NodeCondition.Empty with
            {
                Type = type, LastHeartbeatTime = node.Metadata.CreationTimestamp,
            }) with
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

    /// <summary>The taint that evicts, for what the node is now; null while it is ready or has said nothing.</summary>
    public static string? EvictingTaint(Node node) => Ready(node)?.Status switch
    {
        "False" => NotReadyTaint,
        "Unknown" => UnreachableTaint,
        _ => null,
    };

    /// <summary>Whether it has a taint already that evicts; that one is replaced without asking for the rate.</summary>
    public static bool IsEvicting(Node node) => node.Spec.Taints.Any(static taint =>
        taint is { Effect: "NoExecute", Key: NotReadyTaint or UnreachableTaint });

    /// <summary>
    /// The taints that the node should carry: its own others, those that its conditions ask for, and the one that
    /// evicts.
    /// </summary>
    /// <param name="evicting">The key of the taint that evicts; null for none.</param>
    public static IReadOnlyList<Taint> TaintsFor(Node node, string? evicting, DateTimeOffset now)
    {
        List<Taint> taints = [.. node.Spec.Taints.Where(static taint => !IsOurs(taint))];
        if (node.Spec.Unschedulable)
            taints.Add(Keep(Unschedulable, "NoSchedule"));
        foreach ((string type, string bad, string key) in ConditionTaints)
        {
            if (node.Status.Conditions.Any(condition => condition.Type == type && condition.Status == bad))
                taints.Add(Keep(key, "NoSchedule"));
        }
        if (evicting is not null)
            taints.Add(Keep(evicting, "NoExecute"));
        return taints;

        // The time when a taint was added counts for evictions: keep it on one that stays.
        Taint Keep(string key, string effect) =>
            node.Spec.Taints.FirstOrDefault(taint => taint.Key == key && taint.Effect == effect)
            ?? Taint.Empty with { Key = key, Effect = effect, TimeAdded = new Time(now) };
    }

    /// <summary>The labels with the older names beside the present ones.</summary>
    public static IReadOnlyDictionary<string, string> LabelsFor(Node node)
    {
        Dictionary<string, string>? changed = null;
        foreach ((string label, string older) in OlderLabels)
        {
            if (node.Metadata.Labels.TryGetValue(label, out string? value)
                && node.Metadata.Labels.GetValueOrDefault(older) != value)
                (changed ??= new(node.Metadata.Labels))[older] = value;
        }
        return changed ?? node.Metadata.Labels;
    }

    private static bool IsOurs(Taint taint) => taint.Effect switch
    {
        "NoSchedule" => taint.Key == Unschedulable || Array.Exists(ConditionTaints, one => one.Taint == taint.Key),
        "NoExecute" => taint.Key is NotReadyTaint or UnreachableTaint,
        _ => false,
    };
}
