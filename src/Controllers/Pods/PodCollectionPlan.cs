using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Pods;

/// <summary>Why a Pod is taken away that no kubelet will take away; empty when it stays. Pure.</summary>
internal static class PodCollectionPlan
{
    public const string Orphaned = "orphaned";
    public const string Unscheduled = "unscheduled";
    public const string OutOfService = "out-of-service";
    public const string Terminated = "terminated";

    private const string OutOfServiceTaint = "node.kubernetes.io/out-of-service";

    /// <param name="node">The node that it is bound to; null when there is none of that name.</param>
    public static string ReasonFor(Pod pod, Node? node)
    {
        bool deleted = pod.Metadata.DeletionTimestamp is not null;
        if (pod.Spec.NodeName.Length == 0)
            return deleted ? Unscheduled : "";
        if (node is null)
            return Orphaned;
        // Somebody has said by the taint that the node is off: what runs there does so no more.
        return deleted && !Nodes.NodeHealth.IsReady(node)
            && node.Spec.Taints.Any(static taint => taint.Key == OutOfServiceTaint) ? OutOfService : "";
    }

    public static bool IsTerminated(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed";

    /// <summary>The Pods above the threshold: evicted ones first, then the oldest.</summary>
    public static IEnumerable<Pod> Surplus(IReadOnlyList<Pod> terminated, int threshold) =>
        threshold <= 0 || terminated.Count <= threshold ? [] : terminated
            .OrderBy(static pod => pod.Status is { Phase: "Failed", Reason: "Evicted" } ? 0 : 1)
            .ThenBy(static pod => pod.Metadata.CreationTimestamp?.Value)
            .ThenBy(static pod => pod.Metadata.Name, StringComparer.Ordinal)
            .Take(terminated.Count - threshold);
}
