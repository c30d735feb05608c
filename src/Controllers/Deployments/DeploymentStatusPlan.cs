using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Client;

namespace Kubesharp.Controllers.Deployments;

/// <summary>The status that a rollout amounts to, with upstream's condition types and reasons. Pure.</summary>
internal static class DeploymentStatusPlan
{
    private const string Progressing = "Progressing";
    private const string Available = "Available";
    private const string ReplicaFailure = "ReplicaFailure";

    public static DeploymentStatus For(Rollout rollout, ApiError? creationError, DateTimeOffset now)
    {
        Deployment deployment = rollout.Deployment;
        int replicas = rollout.All.Sum(static replicaSet => replicaSet.Status.Replicas);
        DeploymentStatus counted = deployment.Status with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = replicas,
            UpdatedReplicas = rollout.New?.Status.Replicas ?? 0,
            ReadyReplicas = rollout.All.Sum(static replicaSet => replicaSet.Status.ReadyReplicas),
            AvailableReplicas = rollout.AvailableReplicas,
            UnavailableReplicas = Math.Max(0, rollout.SpecReplicas - rollout.AvailableReplicas),
            TerminatingReplicas = rollout.All.Sum(static replicaSet => replicaSet.Status.TerminatingReplicas ?? 0),
        };
        List<DeploymentCondition> conditions = [.. deployment.Status.Conditions];
        SetAvailable(conditions, rollout, counted, now);
        SetProgressing(conditions, rollout, counted, creationError, now);
        SetFailure(conditions, rollout, now);
        return counted with
        {
            Conditions = conditions.SequenceEqual(deployment.Status.Conditions)
                ? deployment.Status.Conditions : conditions,
        };
    }

    /// <summary>When the progress deadline strikes; null when none is running.</summary>
    public static TimeSpan? UntilDeadline(Rollout rollout, DeploymentStatus status, DateTimeOffset now)
    {
        if (!HasDeadline(rollout.Deployment) || rollout.Deployment.Spec.Paused || rollout.IsComplete(status))
            return null;
        DeploymentCondition? progressing = Find(status.Conditions, Progressing);
        if (progressing?.LastUpdateTime is not { } since || progressing.Reason == "ProgressDeadlineExceeded")
            return null;
        TimeSpan rest = since.Value.AddSeconds(rollout.Deployment.Spec.ProgressDeadlineSeconds ?? 600) - now;
        // A second later: the stored time has whole seconds.
        return rest > TimeSpan.Zero ? rest + TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(1);
    }

    private static void SetAvailable(
        List<DeploymentCondition> conditions, Rollout rollout, DeploymentStatus counted, DateTimeOffset now)
    {
        bool enough = counted.AvailableReplicas >= rollout.Wanted - rollout.MaxUnavailable;
        Set(conditions, enough
            ? Condition(Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.", now)
            : Condition(Available, "False", "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.", now));
    }

    private static void SetProgressing(
        List<DeploymentCondition> conditions, Rollout rollout, DeploymentStatus counted, ApiError? creationError,
        DateTimeOffset now)
    {
        Deployment deployment = rollout.Deployment;
        if (!HasDeadline(deployment))
        {
            conditions.RemoveAll(static condition => condition.Type == Progressing);
            return;
        }
        DeploymentCondition? known = Find(conditions, Progressing);
        string subject = rollout.New is { } current
            ? $"ReplicaSet \"{current.Metadata.Name}\"" : $"Deployment \"{deployment.Metadata.Name}\"";

        if (creationError is not null)
        {
            Set(conditions, Condition(Progressing, "False", "ReplicaSetCreateError", creationError.Message, now));
            return;
        }
        if (deployment.Spec.Paused)
        {
            if (known?.Reason is not ("DeploymentPaused" or "ProgressDeadlineExceeded"))
                Set(conditions, Condition(Progressing, "Unknown", "DeploymentPaused", "Deployment is paused", now));
            return;
        }
        if (known?.Reason == "DeploymentPaused")
        {
            Set(conditions, known = Condition(
                Progressing, "Unknown", "DeploymentResumed", "Deployment is resumed", now));
        }
        if (rollout.New is null)
            return;

        if (rollout.IsFresh || known is null)
        {
            // The deadline counts from here, whatever the rollout before had come to.
            Set(conditions, rollout.IsFresh
                ? Condition(Progressing, "True", "NewReplicaSetCreated",
                    $"Created new replica set \"{rollout.New.Metadata.Name}\"", now)
                : Condition(Progressing, "True", "FoundNewReplicaSet",
                    $"Found new replica set \"{rollout.New.Metadata.Name}\"", now));
            known = Find(conditions, Progressing)!;
        }
        // A finished rollout stays finished: Pods that restart later are no new rollout.
        bool settled = counted.Replicas == counted.UpdatedReplicas && known.Reason == "NewReplicaSetAvailable";
        if (rollout.IsComplete(counted))
        {
            Set(conditions, Condition(Progressing, "True", "NewReplicaSetAvailable",
                $"{subject} has successfully progressed.", now));
        }
        else if (settled)
        {
            return;
        }
        else if (IsProgressing(deployment.Status, counted))
        {
            // The update time moves: that is what the deadline counts from.
            conditions.RemoveAll(static condition => condition.Type == Progressing);
            conditions.Add(Condition(Progressing, "True", "ReplicaSetUpdated", $"{subject} is progressing.", now) with
            {
                LastTransitionTime = known.Status == "True" ? known.LastTransitionTime : new Time(now),
            });
        }
        else if (IsTimedOut(deployment, known, now))
        {
            Set(conditions, Condition(Progressing, "False", "ProgressDeadlineExceeded",
                $"{subject} has timed out progressing.", now));
        }
    }

    private static void SetFailure(List<DeploymentCondition> conditions, Rollout rollout, DateTimeOffset now)
    {
        ReplicaSetCondition? failure = rollout.All
            .SelectMany(static replicaSet => replicaSet.Status.Conditions)
            .FirstOrDefault(static condition => condition.Type == ReplicaFailure && condition.Status == "True");
        if (failure is null)
            conditions.RemoveAll(static condition => condition.Type == ReplicaFailure);
        else
            Set(conditions, Condition(ReplicaFailure, "True", failure.Reason, failure.Message, now));
    }

    private static bool IsProgressing(DeploymentStatus before, DeploymentStatus after) =>
        after.UpdatedReplicas > before.UpdatedReplicas
        || after.Replicas - after.UpdatedReplicas < before.Replicas - before.UpdatedReplicas
        || after.ReadyReplicas > before.ReadyReplicas
        || after.AvailableReplicas > before.AvailableReplicas;

    private static bool IsTimedOut(Deployment deployment, DeploymentCondition known, DateTimeOffset now) =>
        known.Reason != "NewReplicaSetAvailable"
        && (known.Reason == "ProgressDeadlineExceeded"
            || (known.LastUpdateTime is { } since
                && since.Value.AddSeconds(deployment.Spec.ProgressDeadlineSeconds ?? 600) <= now));

    // The largest int stands for "no deadline" (kubectl writes it).
    private static bool HasDeadline(Deployment deployment) =>
        deployment.Spec.ProgressDeadlineSeconds is { } seconds && seconds != int.MaxValue;

    private static DeploymentCondition? Find(IReadOnlyList<DeploymentCondition> conditions, string type) =>
        conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Replaces the condition unless status and reason are the same already.</summary>
    private static void Set(List<DeploymentCondition> conditions, DeploymentCondition condition)
    {
        int index = conditions.FindIndex(known => known.Type == condition.Type);
        if (index < 0)
        {
            conditions.Add(condition);
            return;
        }
        DeploymentCondition known = conditions[index];
        if (known.Status == condition.Status && known.Reason == condition.Reason)
            return;
        conditions.RemoveAt(index);
        conditions.Add(known.Status == condition.Status
            ? condition with { LastTransitionTime = known.LastTransitionTime }
            : condition);
    }

    private static DeploymentCondition Condition(
        string type, string status, string reason, string message, DateTimeOffset now) =>
        DeploymentCondition.Empty with
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastUpdateTime = new Time(now),
            LastTransitionTime = new Time(now),
        };
}
