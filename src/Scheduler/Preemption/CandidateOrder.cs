using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Preemption;

/// <summary>
/// Which candidate hurts least: fewest violated budgets; lowest priority of its most important victim; lowest sum of
/// priorities; fewest victims; latest start among its most important victims; the first.
/// </summary>
internal static class CandidateOrder
{
    public static PreemptionCandidate Best(IReadOnlyList<PreemptionCandidate> candidates)
    {
        PreemptionCandidate best = candidates[0];
        for (int i = 1; i < candidates.Count; i++)
        {
            if (Compare(candidates[i], best) < 0)
                best = candidates[i];
        }
        return best;
    }

    private static int Compare(PreemptionCandidate left, PreemptionCandidate right)
    {
        int order = left.BudgetViolations.CompareTo(right.BudgetViolations);
        if (order == 0)
            order = left.Victims[0].Priority.CompareTo(right.Victims[0].Priority);
        if (order == 0)
            order = left.PrioritySum.CompareTo(right.PrioritySum);
        if (order == 0)
            order = left.Victims.Count.CompareTo(right.Victims.Count);
        return order != 0 ? order : right.EarliestStart.CompareTo(left.EarliestStart);
    }
}
