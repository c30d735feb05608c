using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Disruption;

/// <summary>
/// How many Pods a budget should cover, from the sizes of what controls them. Problem: why it cannot be said.
/// </summary>
/// <param name="HasUnmanaged">
/// Some of the Pods have no controller, so that nobody says how many there should be.
/// </param>
internal readonly record struct ExpectedPods(int Count, bool HasUnmanaged = false, string Problem = "");

/// <summary>What a budget allows now, and when to look again. Pure.</summary>
/// <param name="NotDeleted">Pods whose eviction was allowed and that are still there after all this time.</param>
internal sealed record BudgetPlan(
    PodDisruptionBudgetStatus Status, IReadOnlyList<Pod> NotDeleted, TimeSpan? LookAgain)
{
    public const string Condition = "DisruptionAllowed";

    // How long an eviction that was allowed may take to show as a deletion; upstream's DeletionTimeout.
    internal static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    /// <summary>Whether the sizes of controllers have to be known, not only the Pods that are there.</summary>
    public static bool NeedsScale(PodDisruptionBudget budget) =>
        budget.Spec.MaxUnavailable is not null || budget.Spec.MinAvailable is { IsString: true };

    public static BudgetPlan For(
        PodDisruptionBudget budget, IReadOnlyList<Pod> pods, ExpectedPods expected, DateTimeOffset now)
    {
        (Dictionary<string, Time> disrupted, List<Pod> notDeleted, TimeSpan? lookAgain) = Pending(budget, pods, now);
        int desired = DesiredOf(budget.Spec, expected.Count);
        int healthy = pods.Count(pod => pod.Metadata.DeletionTimestamp is null
            && !disrupted.ContainsKey(pod.Metadata.Name) && PodState.IsReady(pod));
        // Without Pods nothing is allowed: when the first ones appear this status must not let them go at once.
        int allowed = expected.Count <= 0 ? 0 : Math.Max(0, healthy - desired);
        PodDisruptionBudgetStatus status = budget.Status with
        {
            ObservedGeneration = budget.Metadata.Generation,
            DisruptedPods = Same(budget.Status.DisruptedPods, disrupted) ? budget.Status.DisruptedPods : disrupted,
            DisruptionsAllowed = allowed,
            CurrentHealthy = healthy,
            DesiredHealthy = desired,
            ExpectedPods = expected.Count,
        };
        return new(
            status with
            {
                Conditions = allowed > 0
                    ? With(status, "True", "SufficientPods", "", now)
                    : With(status, "False", "InsufficientPods", "", now),
            },
            notDeleted, lookAgain);
    }

    /// <summary>The status when the budget could not be worked out: nothing is allowed, and it says why.</summary>
    public static PodDisruptionBudgetStatus Failed(PodDisruptionBudget budget, string problem, DateTimeOffset now)
    {
        PodDisruptionBudgetStatus status = budget.Status with { DisruptionsAllowed = 0 };
        return status with { Conditions = With(status, "False", "SyncFailed", problem, now) };
    }

    private static int DesiredOf(PodDisruptionBudgetSpec spec, int expected)
    {
        if (spec.MaxUnavailable is { } unavailable)
            return Math.Max(0, expected - unavailable.Scale(expected, roundUp: true));
        return spec.MinAvailable?.Scale(expected, roundUp: true) ?? 0;
    }

    // Evictions that were allowed and whose Pods are not on their way yet.
    private static (Dictionary<string, Time> Disrupted, List<Pod> NotDeleted, TimeSpan? LookAgain) Pending(
        PodDisruptionBudget budget, IReadOnlyList<Pod> pods, DateTimeOffset now)
    {
        Dictionary<string, Time> disrupted = new(StringComparer.Ordinal);
        List<Pod> notDeleted = [];
        TimeSpan? lookAgain = null;
        if (budget.Status.DisruptedPods.Count == 0)
            return (disrupted, notDeleted, lookAgain);
        foreach (Pod pod in pods)
        {
            if (pod.Metadata.DeletionTimestamp is not null
                || !budget.Status.DisruptedPods.TryGetValue(pod.Metadata.Name, out Time since))
                continue;
            TimeSpan rest = since.Value + DeletionTimeout - now;
            if (rest <= TimeSpan.Zero)
            {
                notDeleted.Add(pod);
                continue;
            }
            disrupted[pod.Metadata.Name] = since;
            if (lookAgain is null || rest < lookAgain)
                lookAgain = rest;
        }
        return (disrupted, notDeleted, lookAgain);
    }

    private static bool Same(IReadOnlyDictionary<string, Time> left, Dictionary<string, Time> right) =>
        left.Count == right.Count
        && left.All(pair => right.TryGetValue(pair.Key, out Time time) && time == pair.Value);

    private static IReadOnlyList<Condition> With(
        PodDisruptionBudgetStatus status, string value, string reason, string message, DateTimeOffset now)
    {
        Condition wanted = Api.Meta.Condition.Empty with
        {
            Type = Condition,
            Status = value,
            Reason = reason,
            Message = message,
            ObservedGeneration = status.ObservedGeneration,
            LastTransitionTime = new Time(now),
        };
        List<Condition> conditions = [.. status.Conditions];
        int known = conditions.FindIndex(static one => one.Type == Condition);
        if (known < 0)
        {
            conditions.Add(wanted);
            return conditions;
        }
        if (conditions[known].Status == value)
            wanted = wanted with { LastTransitionTime = conditions[known].LastTransitionTime };
        conditions[known] = wanted;
        return conditions;
    }
}
