using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>How a Pod may change once it exists: hardly, for what runs cannot be turned into something else.</summary>
internal static class PodUpdateRules
{
    private const string UpdatableFields =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
        + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
    private const string NoOthers = "pod updates may not add or remove containers";

    public static void Validate(Pod pod, Pod old, FieldErrors errors)
    {
        if (!ReferenceEquals(pod.Metadata.Annotations, old.Metadata.Annotations))
            AnnotationRules.ValidateUpdate(pod.Metadata, old.Metadata, errors);
        PodSpec spec = pod.Spec, before = old.Spec;
        if (spec.Equals(before))
            return;
        FieldPath path = FieldPath.Spec;
        if (spec.Containers.Count != before.Containers.Count)
        {
            errors.Forbidden(path.Child(PodContainers.Regular), NoOthers);
            return;
        }
        if (spec.InitContainers.Count != before.InitContainers.Count)
        {
            errors.Forbidden(path.Child(PodContainers.Init), NoOthers);
            return;
        }
        if (!ValidateDeadline(spec.ActiveDeadlineSeconds, before.ActiveDeadlineSeconds, path, errors))
            return;
        TolerationRules.ValidateAdditions(spec.Tolerations, before.Tolerations, path.Child("tolerations"), errors);
        ValidateGates(spec.SchedulingGates, before.SchedulingGates, path, errors);
        PodSpec permitted = Permit(spec, before);
        if (before.SchedulingGates.Count > 0)
            permitted = PermitNarrowing(permitted, before, path, errors);
        if (!permitted.Equals(before))
            errors.Forbidden(path, $"{UpdatableFields}\n{Differences.Between(before, permitted)}");
    }

    // The spec with all that may change as it was: what then still differs may not.
    private static PodSpec Permit(PodSpec spec, PodSpec before) => spec with
    {
        Containers = WithImagesOf(spec.Containers, before.Containers),
        InitContainers = WithImagesOf(spec.InitContainers, before.InitContainers),
        ActiveDeadlineSeconds = before.ActiveDeadlineSeconds,
        Tolerations = before.Tolerations,
        SchedulingGates = before.SchedulingGates,
        TerminationGracePeriodSeconds =
            before.TerminationGracePeriodSeconds < 0 && spec.TerminationGracePeriodSeconds == 1
                ? before.TerminationGracePeriodSeconds : spec.TerminationGracePeriodSeconds,
    };

    // A Pod that is held back by gates may be steered to fewer nodes, never to more.
    private static PodSpec PermitNarrowing(PodSpec spec, PodSpec before, FieldPath path, FieldErrors errors)
    {
        foreach ((string key, string value) in before.NodeSelector)
        {
            if (spec.NodeSelector.TryGetValue(key, out string? now) && now == value)
                continue;
            errors.InvalidShown(path.Child("nodeSelector"), WorkloadRules.Show(spec.NodeSelector),
                "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
            break;
        }
        NodeAffinity? known = before.Affinity?.NodeAffinity;
        Affinity? affinity = spec.Affinity;
        if (!Equals(affinity?.NodeAffinity, known))
        {
            AffinityRules.ValidateNarrowing(
                affinity?.NodeAffinity, known, path.Child("affinity", "nodeAffinity"), errors);
            bool onlyNodes = affinity is { PodAffinity: null, PodAntiAffinity: null };
            if (affinity is null)
                affinity = known is null ? null : new() { NodeAffinity = known };
            else
                affinity = before.Affinity is null && onlyNodes ? null : affinity with { NodeAffinity = known };
        }
        return spec with { NodeSelector = before.NodeSelector, Affinity = affinity };
    }

    private static bool ValidateDeadline(long? value, long? old, FieldPath path, FieldErrors errors)
    {
        FieldPath at = path.Child("activeDeadlineSeconds");
        if (value is not { } deadline)
        {
            if (old is not null)
                errors.InvalidShown(at, "null", "must not update from a positive integer to nil value");
            return true;
        }
        if (deadline is < 0 or > int.MaxValue)
            errors.Invalid(at, deadline, "must be between 0 and 2147483647, inclusive");
        else if (deadline > old)
            errors.Invalid(at, deadline, "must be less than or equal to previous value");
        else
            return true;
        return false;
    }

    private static void ValidateGates(
        IReadOnlyList<PodSchedulingGate> gates, IReadOnlyList<PodSchedulingGate> old, FieldPath path,
        FieldErrors errors)
    {
        for (int i = 0; i < gates.Count; i++)
        {
            if (old.Contains(gates[i]))
                continue;
            errors.Forbidden(path.Child("schedulingGates").Index(i).Child("name"),
                $"only deletion is allowed, but found new scheduling gate '{gates[i].Name}'");
        }
    }

    private static IReadOnlyList<Container> WithImagesOf(
        IReadOnlyList<Container> containers, IReadOnlyList<Container> old)
    {
        if (containers.Count == 0)
            return containers;
        var result = new Container[containers.Count];
        for (int i = 0; i < containers.Count; i++)
            result[i] = containers[i] with { Image = old[i].Image };
        return result;
    }
}
