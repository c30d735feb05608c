using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.DaemonSets;

/// <summary>The Pod of a DaemonSet for one node, and which nodes get one. Pure.</summary>
internal static class DaemonPod
{
    private const string NodeField = "metadata.name";
    private const string GenerationAnnotation = "deprecated.daemonset.template.generation";
    private const string GenerationLabel = "pod-template-generation";

    // What may go wrong with a node is often what its daemons are there to repair: they stay through all of it.
    private static readonly Toleration[] Always =
    [
        Tolerate("node.kubernetes.io/not-ready", "NoExecute"),
        Tolerate("node.kubernetes.io/unreachable", "NoExecute"),
        Tolerate("node.kubernetes.io/disk-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/memory-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/pid-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    private static readonly Toleration WithHostNetwork =
        Tolerate("node.kubernetes.io/network-unavailable", "NoSchedule");

    /// <summary>The scheduler places it, but only this node is left to choose.</summary>
    public static Pod NewFor(DaemonSet daemonSet, string hash, string node)
    {
        Pod pod = PodWriter.FromTemplate(daemonSet, daemonSet.Spec.Template);
        Dictionary<string, string> labels = new(pod.Metadata.Labels) { [Revisions.PodLabel] = hash };
        if (daemonSet.Metadata.Annotations.TryGetValue(GenerationAnnotation, out string? generation))
            labels[GenerationLabel] = generation;
        return pod with
        {
            Metadata = pod.Metadata with { Labels = labels },
            Spec = pod.Spec with
            {
                Affinity = OnlyOn(pod.Spec.Affinity, node),
                Tolerations = TolerationsOf(daemonSet),
            },
        };
    }

    /// <summary>The node that a Pod is bound to, or was made for.</summary>
    public static string NodeOf(Pod pod)
    {
        if (pod.Spec.NodeName.Length > 0)
            return pod.Spec.NodeName;
        NodeSelector? required = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        foreach (NodeSelectorTerm term in required?.NodeSelectorTerms ?? [])
        {
            foreach (NodeSelectorRequirement field in term.MatchFields)
            {
                if (field is { Key: NodeField, Operator: "In", Values: [string node] })
                    return node;
            }
        }
        return "";
    }

    /// <summary>
    /// Whether a Pod should be started on the node, and whether one that runs there may go on: a NoSchedule taint keeps
    /// Pods out, but does not end them.
    /// </summary>
    public static (bool ShouldRun, bool MayGoOn) On(DaemonSet daemonSet, Node node)
    {
        PodSpec spec = daemonSet.Spec.Template.Spec;
        if ((spec.NodeName.Length > 0 && spec.NodeName != node.Metadata.Name) || !NodeFit.MatchesAffinity(spec, node))
            return (false, false);
        IReadOnlyList<Toleration> tolerations = TolerationsOf(daemonSet);
        bool mayGoOn = true, shouldRun = true;
        foreach (Taint taint in node.Spec.Taints)
        {
            if (taint.Effect is not ("NoSchedule" or "NoExecute") || NodeFit.Tolerates(tolerations, taint))
                continue;
            shouldRun = false;
            mayGoOn &= taint.Effect != "NoExecute";
        }
        return (shouldRun, mayGoOn);
    }

    private static IReadOnlyList<Toleration> TolerationsOf(DaemonSet daemonSet)
    {
        List<Toleration> all = [.. daemonSet.Spec.Template.Spec.Tolerations];
        foreach (Toleration toleration in daemonSet.Spec.Template.Spec.HostNetwork
            ? Always.Append(WithHostNetwork) : Always)
        {
            if (!all.Contains(toleration))
                all.Add(toleration);
        }
        return all;
    }

    private static Affinity OnlyOn(Affinity? affinity, string node)
    {
        NodeSelector only = NodeSelector.Empty with
        {
            NodeSelectorTerms =
            [
                NodeSelectorTerm.Empty with
                {
                    MatchFields =
                    [
                        NodeSelectorRequirement.Empty with { Key = NodeField, Operator = "In", Values = [node] },
                    ],
                },
            ],
        };
        affinity ??= Affinity.Empty;
        return affinity with
        {
            NodeAffinity = (affinity.NodeAffinity ?? NodeAffinity.Empty) with
            {
                RequiredDuringSchedulingIgnoredDuringExecution = only,
            },
        };
    }

    private static Toleration Tolerate(string key, string effect) =>
        Toleration.Empty with { Key = key, Operator = "Exists", Effect = effect };
}
