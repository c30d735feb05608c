using Kubesharp.Api.Policy;
using Kubesharp.Api.Selectors;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Preemption;

/// <summary>Which Pods cannot be evicted without violating a PodDisruptionBudget.</summary>
internal sealed class BudgetCheck
{
    private readonly List<(PodDisruptionBudget Budget, LabelQuery Selector)> budgets = [];

    public BudgetCheck(IEnumerable<PodDisruptionBudget> budgets)
    {
        foreach (PodDisruptionBudget budget in budgets)
        {
            LabelQuery selector = LabelQuery.Of(budget.Spec.Selector);
            // A selector without requirements selects nothing here.
            if (!selector.IsNothing && !selector.IsEverything)
                this.budgets.Add((budget, selector));
        }
    }

    public bool IsEmpty => budgets.Count == 0;

    /// <summary>Takes the Pods in order: each that a budget still allows uses that budget up a little.</summary>
    public (List<PodInfo> Violating, List<PodInfo> Others) Split(List<PodInfo> pods)
    {
        if (budgets.Count == 0)
            return ([], pods);
        int[] allowed = [.. budgets.Select(static entry => entry.Budget.Status.DisruptionsAllowed)];
        List<PodInfo> violating = [], others = [];
        foreach (PodInfo pod in pods)
            (Violates(pod, allowed) ? violating : others).Add(pod);
        return (violating, others);
    }

    private bool Violates(PodInfo pod, int[] allowed)
    {
        if (pod.Pod.Metadata.Labels.Count == 0)
            return false;
        bool violates = false;
        for (int i = 0; i < allowed.Length; i++)
        {
            (PodDisruptionBudget budget, LabelQuery selector) = budgets[i];
            if (budget.Metadata.Namespace != pod.Pod.Metadata.Namespace || !selector.Matches(pod.Pod.Metadata.Labels)
                || budget.Status.DisruptedPods.ContainsKey(pod.Pod.Metadata.Name))
                continue;
            violates |= --allowed[i] < 0;
        }
        return violates;
    }
}
