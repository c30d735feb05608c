using Kubesharp.Api.Core;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Selectors;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>Who would have to leave which node, found by trying on copies of the whole cluster.</summary>
internal sealed class NaivePreemption(NaiveCluster cluster, Pod pod)
{
    public sealed record Candidate(string Node, List<Pod> Victims, int Violations);

    /// <summary>Null: evicting Pods of lower priority does not help on this node.</summary>
    public Candidate? On(Node node)
    {
        NaiveFilters cycle = new(cluster, pod);
        List<Pod> lower = [.. cluster.On(node).Where(other => (other.Spec.Priority ?? 0) < (pod.Spec.Priority ?? 0))];
        bool Fits(IEnumerable<Pod> gone) => cycle.On(cluster.With(cluster.Placed.Where(place =>
            !gone.Contains(place.Pod)))).Reject(node) is null;
        if (lower.Count == 0 || !Fits(lower))
            return null;
        List<Pod> byImportance = [.. lower
            .OrderByDescending(other => other.Spec.Priority ?? 0)
            .ThenBy(other => other.Status.StartTime?.Value ?? DateTimeOffset.MaxValue)
            .ThenBy(other => other.Metadata.Namespace, StringComparer.Ordinal)
            .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)];
        List<Pod> violating = Violating(byImportance);
        List<Pod> gone = [.. lower];
        int violations = 0;
        foreach (Pod other in violating.Concat(byImportance.Except(violating)))
        {
            gone.Remove(other);
            if (Fits(gone))
                continue;
            gone.Add(other);
            if (violating.Contains(other))
                violations++;
        }
        return new Candidate(node.Metadata.Name, [.. byImportance.Where(gone.Contains)], violations);
    }

    private List<Pod> Violating(List<Pod> pods)
    {
        Dictionary<PodDisruptionBudget, int> left = cluster.Budgets.ToDictionary(
            budget => budget, budget => budget.Status.DisruptionsAllowed);
        List<Pod> violating = [];
        foreach (Pod one in pods)
        {
            bool violates = false;
            foreach (PodDisruptionBudget budget in cluster.Budgets)
            {
                // Upstream asks no budget about a Pod without labels.
                if (one.Metadata.Labels.Count > 0 && budget.Metadata.Namespace == one.Metadata.Namespace
                    && LabelQuery.Of(budget.Spec.Selector).Matches(one.Metadata.Labels))
                    violates |= --left[budget] < 0;
            }
            if (violates)
                violating.Add(one);
        }
        return violating;
    }

    /// <summary>What makes one candidate better than another; smaller is better.</summary>
    public static (int, int, long, int, long) Cost(Candidate candidate)
    {
        int highest = candidate.Victims.Max(victim => victim.Spec.Priority ?? 0);
        long earliest = candidate.Victims.Where(victim => (victim.Spec.Priority ?? 0) == highest)
            .Min(victim => (victim.Status.StartTime?.Value ?? DateTimeOffset.MaxValue).UtcTicks);
        return (candidate.Violations, highest,
            candidate.Victims.Sum(victim => (victim.Spec.Priority ?? 0) + 2147483648L), candidate.Victims.Count,
            -earliest);
    }
}
