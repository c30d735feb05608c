using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ReplicaSets;

/// <summary>The status that a ReplicaSet's Pods amount to. Pure.</summary>
internal static class ReplicaSetStatusPlan
{
    private const string Failure = "ReplicaFailure";

    public static ReplicaSetStatus For(
        ReplicaSet replicaSet, IReadOnlyList<Pod> pods, ApiError? error, string failureReason, DateTimeOffset now)
    {
        int replicas = 0, labelled = 0, ready = 0, available = 0, terminating = 0;
        foreach (Pod pod in pods)
        {
            if (PodState.IsTerminating(pod))
                terminating++;
            if (!PodState.IsActive(pod))
                continue;
            replicas++;
            if (HasAll(pod.Metadata.Labels, replicaSet.Spec.Template.Metadata.Labels))
                labelled++;
            if (PodState.IsReady(pod))
                ready++;
            if (PodState.IsAvailable(pod, replicaSet.Spec.MinReadySeconds, now))
                available++;
        }
        return replicaSet.Status with
        {
            Replicas = replicas,
            FullyLabeledReplicas = labelled,
            ReadyReplicas = ready,
            AvailableReplicas = available,
            TerminatingReplicas = terminating,
            ObservedGeneration = replicaSet.Metadata.Generation,
            Conditions = Conditions(replicaSet, error, failureReason, now),
        };
    }

    private static IReadOnlyList<ReplicaSetCondition> Conditions(
        ReplicaSet replicaSet, ApiError? error, string reason, DateTimeOffset now)
    {
        bool known = replicaSet.Status.Conditions.Any(static condition => condition.Type == Failure);
        if (error is not null && reason.Length > 0)
        {
            return known ? replicaSet.Status.Conditions :
            [
                .. replicaSet.Status.Conditions,
                ReplicaSetCondition.Empty with
                {
                    Type = Failure,
                    Status = "True",
                    Reason = reason,
                    Message = error.Message,
                    LastTransitionTime = new Time(now),
                },
            ];
        }
        return known && error is null
            ? [.. replicaSet.Status.Conditions.Where(static condition => condition.Type != Failure)]
            : replicaSet.Status.Conditions;
    }

    private static bool HasAll(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted)
    {
        foreach ((string key, string value) in wanted)
        {
            if (!labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        return true;
    }
}
