using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Apps;

/// <summary>What a StatefulSet must satisfy.</summary>
internal static class StatefulSetRules
{
    public static void Validate(StatefulSetSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.PodManagementPolicy.Length == 0)
            errors.Required(path.Child("podManagementPolicy"));
        else if (spec.PodManagementPolicy is not ("OrderedReady" or "Parallel"))
        {
            errors.Invalid(path.Child("podManagementPolicy"), spec.PodManagementPolicy,
                "must be 'OrderedReady' or 'Parallel'");
        }
        ValidateRolling(spec.UpdateStrategy, path.Child("updateStrategy"), errors);
        if (spec.PersistentVolumeClaimRetentionPolicy is { } retention)
        {
            FieldPath at = path.Child("persistentVolumeClaimRetentionPolicy");
            CheckRetention(retention.WhenDeleted, at.Child("whenDeleted"), errors);
            CheckRetention(retention.WhenScaled, at.Child("whenScaled"), errors);
        }
        WorkloadRules.NotNegative(spec.Replicas, path, "replicas", errors);
        WorkloadRules.NotNegative(spec.MinReadySeconds, path, "minReadySeconds", errors);
        WorkloadRules.NotNegative(spec.RevisionHistoryLimit, path, "revisionHistoryLimit", errors);
        WorkloadRules.NotNegative(spec.Ordinals?.Start, path, "ordinals.start", errors);
        if (spec.ServiceName.Length > 0)
            NameChecks.Label(spec.ServiceName, path.Child("serviceName"), errors);
        WorkloadRules.Selector(spec.Selector, spec.Template, "statefulset", path, errors);
        for (int i = 0; i < spec.VolumeClaimTemplates.Count; i++)
        {
            FieldPath at = path.Child("volumeClaimTemplates").Index(i);
            string name = spec.VolumeClaimTemplates[i].Metadata.Name;
            if (name.Length == 0)
                errors.Required(at.Child("metadata", "name"));
            ClaimTemplateRules.ValidateSpec(spec.VolumeClaimTemplates[i].Spec, at.Child("spec"), errors);
        }
        FieldPath template = path.Child("template");
        PodRules.ValidateTemplate(WithClaims(spec), template, errors);
        WorkloadRules.KeepsRunning(spec.Template, "StatefulSet", template, errors);
    }

    public static void ValidateStatus(StatefulSetStatus status, FieldPath path, FieldErrors errors)
    {
        WorkloadRules.NotNegative(status.Replicas, path, "replicas", errors);
        WorkloadRules.NotNegative(status.ReadyReplicas, path, "readyReplicas", errors);
        WorkloadRules.NotNegative(status.CurrentReplicas, path, "currentReplicas", errors);
        WorkloadRules.NotNegative(status.UpdatedReplicas, path, "updatedReplicas", errors);
        WorkloadRules.NotNegative(status.AvailableReplicas, path, "availableReplicas", errors);
        WorkloadRules.NotNegative(status.ObservedGeneration, path, "observedGeneration", errors);
        WorkloadRules.NotNegative(status.CollisionCount, path, "collisionCount", errors);
        int all = status.Replicas;
        const string TooMany = WorkloadRules.MoreThanReplicas;
        WorkloadRules.NotMore(status.ReadyReplicas, all, path, "readyReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.CurrentReplicas, all, path, "currentReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.UpdatedReplicas, all, path, "updatedReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.AvailableReplicas, all, path, "availableReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.AvailableReplicas, status.ReadyReplicas, path, "availableReplicas",
            "cannot be greater than status.readyReplicas", errors);
    }

    private static void ValidateRolling(StatefulSetUpdateStrategy strategy, FieldPath path, FieldErrors errors)
    {
        FieldPath at = path.Child("rollingUpdate");
        switch (strategy.Type)
        {
            case "":
                errors.Required(path);
                break;
            case "OnDelete" when strategy.RollingUpdate is { } unused:
                errors.InvalidShown(
                    at, ApiJson.ToText(unused), "only allowed for updateStrategy 'RollingUpdate'");
                break;
            case "RollingUpdate" when strategy.RollingUpdate is { } rolling:
                WorkloadRules.NotNegative(rolling.Partition, at, "partition", errors);
                if (rolling.MaxUnavailable is not { } unavailable)
                    break;
                at = at.Child("maxUnavailable");
                WorkloadRules.CountOrPercentage(unavailable, at, errors);
                if (WorkloadRules.IsZero(unavailable))
                    errors.InvalidShown(at, WorkloadRules.Show(unavailable), "cannot be 0");
                WorkloadRules.AtMostAll(unavailable, at, errors);
                break;
            case "OnDelete" or "RollingUpdate":
                break;
            default:
                errors.InvalidShown(path, WorkloadRules.ShowStrategy(strategy.Type),
                    "must be 'RollingUpdate' or 'OnDelete'");
                break;
        }
    }

    private static void CheckRetention(string policy, FieldPath path, FieldErrors errors)
    {
        if (policy is not ("Retain" or "Delete"))
            errors.NotSupported(path, policy, "Retain", "Delete");
    }

    // A Pod gets a volume for each claim; one of the template's own with that name gives way to it.
    private static PodTemplateSpec WithClaims(StatefulSetSpec spec)
    {
        if (spec.VolumeClaimTemplates.Count == 0)
            return spec.Template;
        PodSpec pod = spec.Template.Spec;
        List<Volume> volumes = [];
        foreach (Volume volume in pod.Volumes)
        {
            if (!spec.VolumeClaimTemplates.Any(claim => claim.Metadata.Name == volume.Name))
                volumes.Add(volume);
        }
        foreach (PersistentVolumeClaim claim in spec.VolumeClaimTemplates)
        {
            volumes.Add(new()
            {
                Name = claim.Metadata.Name,
                PersistentVolumeClaim = new() { ClaimName = claim.Metadata.Name },
            });
        }
        return spec.Template with { Spec = pod with { Volumes = volumes } };
    }
}
