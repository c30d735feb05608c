using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ReplicaSets;

/// <summary>
/// How a number of equal Pods is kept: what ReplicaSets and ReplicationControllers have in common.
/// </summary>
internal static class ReplicaPlan
{
    // One huge ReplicaSet must not monopolise the API server: at most this many creates or deletes a pass.
    internal const int BurstReplicas = 500;

    /// <summary>What to do about the difference: a number of Pods to create, or the Pods to delete. Pure.</summary>
    /// <param name="related">Pods that count when asking how crowded a node is.</param>
    public static (int Create, IReadOnlyList<Pod> Delete) For(
        int wanted, IReadOnlyList<Pod> active, IEnumerable<Pod> related, DateTimeOffset now)
    {
        int surplus = active.Count - wanted;
        int count = Math.Min(Math.Abs(surplus), BurstReplicas);
        if (surplus <= 0)
            return (surplus < 0 ? count : 0, []);
        Dictionary<string, int> byNode = [];
        foreach (Pod pod in related.Where(PodState.IsActive))
            byNode[pod.Spec.NodeName] = byNode.GetValueOrDefault(pod.Spec.NodeName) + 1;
        return (0, [.. active.Order(new PodDeletionOrder(byNode, now)).Take(count)]);
    }

    /// <summary>Does it; what failed comes back with the reason that conditions give for it.</summary>
    public static async Task<(ApiError? Error, string Reason)> ApplyAsync(
        PodWriter writer, ApiObject owner, PodTemplateSpec template, int create, IReadOnlyList<Pod> delete,
        CancellationToken cancellationToken)
    {
        if (create > 0)
        {
            Pod pod = PodWriter.FromTemplate(owner, template);
            return (await writer.CreateAsync(owner, [.. Enumerable.Repeat(pod, create)], cancellationToken),
                "FailedCreate");
        }
        return (await writer.DeleteAsync(owner, delete, cancellationToken), "FailedDelete");
    }
}
