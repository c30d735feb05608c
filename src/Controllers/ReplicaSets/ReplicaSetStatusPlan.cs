using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Client;

namespace Kubesharp.Controllers.ReplicaSets;

/// <summary>The status that a ReplicaSet's Pods amount to. Pure.</summary>
internal static class ReplicaSetStatusPlan
{
    internal const string Failure = "ReplicaFailure";

    public static ReplicaSetStatus For(
        ReplicaSet replicaSet, IReadOnlyList<Pod> pods, ApiError? error, string failureReason, DateTimeOffset now)
    {
        ReplicaCounts counts = ReplicaCounts.Of(
            pods, replicaSet.Spec.Template.Metadata.Labels, replicaSet.Spec.MinReadySeconds, now);
        return replicaSet.Status with
        {
            Replicas = counts.Replicas,
            FullyLabeledReplicas = counts.FullyLabeled,
            ReadyReplicas = counts.Ready,
            AvailableReplicas = counts.Available,
            TerminatingReplicas = counts.Terminating,
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
}
