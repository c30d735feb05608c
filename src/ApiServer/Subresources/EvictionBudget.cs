using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Selectors;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>
/// The arithmetic of evictions: what a PodDisruptionBudget says now, and what is left when one more Pod goes. Pure.
/// </summary>
internal static class EvictionBudget
{
    // More would mean that nobody takes evicted Pods off the list: then it is better to stop.
    public const int DisruptedPodsMax = 2000;
    // How long to wait for a budget that is still being worked out.
    private const int RetrySeconds = 10;
    private const string Refusal = "Cannot evict pod as it would violate the pod's disruption budget.";

    /// <summary>A Pod that does not run, or not yet, disturbs nobody by going.</summary>
    public static bool CanBeIgnored(Pod pod) =>
        pod.Status.Phase is "Succeeded" or "Failed" or "Pending" || pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Such a Pod may become ready while it is being looked at, and then it does count.</summary>
    public static bool MayComeToCount(Pod pod) =>
        pod.Status.Phase is not ("Succeeded" or "Failed") && pod.Metadata.DeletionTimestamp is null;

    public static bool Covers(PodDisruptionBudget budget, Pod pod)
    {
        if (budget.Spec.Selector is not { } selector)
            return false;
        LabelQuery query = LabelQuery.Of(selector);
        return !query.IsEverything && query.Matches(pod.Metadata.Labels);
    }

    /// <summary>Whether a Pod that is not ready, and so counts for nothing, may go without asking the budget.</summary>
    public static bool LetsUnhealthyGo(PodDisruptionBudget budget, Pod pod)
    {
        if (pod.Status.Conditions.Any(static one => one is { Type: "Ready", Status: "True" }))
            return false;
        PodDisruptionBudgetStatus status = budget.Status;
        return budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow"
            || (status.CurrentHealthy >= status.DesiredHealthy && status.DesiredHealthy > 0);
    }

    /// <summary>The budget with one disruption less and the Pod on its list, or why it cannot be.</summary>
    public static (PodDisruptionBudget? Changed, Status? Error) Take(
        PodDisruptionBudget budget, string podName, DateTimeOffset now)
    {
        PodDisruptionBudgetStatus status = budget.Status;
        string name = budget.Metadata.Name;
        if (status.ObservedGeneration < budget.Metadata.Generation)
            return (null, StillProcessed(name));
        if (status.DisruptionsAllowed < 0)
            return (null, Forbidden(name, "pdb disruptions allowed is negative"));
        if (status.DisruptedPods.Count > DisruptedPodsMax)
        {
            return (null, Forbidden(
                name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller"));
        }
        if (status.DisruptionsAllowed == 0)
        {
            return (null, StatusErrors.TooManyRequests(Refusal, 0, Cause(
                $"The disruption budget {name} needs {status.DesiredHealthy} healthy pods and has "
                + $"{status.CurrentHealthy} currently")));
        }
        var disrupted = new Dictionary<string, Time>(status.DisruptedPods, StringComparer.Ordinal)
        {
            [podName] = new Time(now),
        };
        status = status with { DisruptionsAllowed = status.DisruptionsAllowed - 1, DisruptedPods = disrupted };
        if (status.DisruptionsAllowed == 0)
            status = status with { Conditions = WithNoneAllowed(status, now) };
        return (budget with { Status = status }, null);
    }

    public static Status StillProcessed(string name) => StatusErrors.TooManyRequests(
        Refusal, RetrySeconds, Cause($"The disruption budget {name} is still being processed by the server."));

    public static Status TooManyBudgets() => StatusErrors.Of(
        500, "", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");

    private static StatusCause Cause(string message) => new() { Reason = "DisruptionBudget", Message = message };

    private static Status Forbidden(string name, string why) =>
        StatusErrors.Forbidden("policy", "poddisruptionbudget", name, why);

    private static IReadOnlyList<Condition> WithNoneAllowed(PodDisruptionBudgetStatus status, DateTimeOffset now)
    {
        Condition condition = new()
        {
            Type = "DisruptionAllowed",
            Status = "False",
            Reason = "InsufficientPods",
            ObservedGeneration = status.ObservedGeneration,
            LastTransitionTime = new Time(now),
        };
        List<Condition> conditions = [.. status.Conditions];
        int known = conditions.FindIndex(one => one.Type == condition.Type);
        if (known < 0)
            conditions.Add(condition);
        else
        {
            conditions[known] = conditions[known].Status == condition.Status
                ? condition with { LastTransitionTime = conditions[known].LastTransitionTime }
                : condition;
        }
        return conditions;
    }
}
