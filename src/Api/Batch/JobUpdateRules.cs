using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>How a Job may change: what its Pods are stays, unless none of them has run yet.</summary>
internal static class JobUpdateRules
{
    public static void Validate(Job job, Job old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        (JobSpec spec, JobSpec before) = (job.Spec, old.Spec);
        ValidateCompletions(spec, before, path.Child("completions"), errors);
        WorkloadRules.SameSelector(spec.Selector, before.Selector, errors);
        ValidateTemplate(job, old, path.Child("template"), errors);
        Same(spec.CompletionMode, before.CompletionMode, "completionMode");
        if (!Equals(spec.PodFailurePolicy, before.PodFailurePolicy))
        {
            errors.InvalidShown(path.Child("podFailurePolicy"),
                spec.PodFailurePolicy is { } failure ? ApiJson.ToText(failure) : "null", WorkloadRules.Immutable);
        }
        if (spec.BackoffLimitPerIndex != before.BackoffLimitPerIndex)
        {
            errors.InvalidShown(path.Child("backoffLimitPerIndex"),
                WorkloadRules.Show(spec.BackoffLimitPerIndex), WorkloadRules.Immutable);
        }
        Same(spec.ManagedBy, before.ManagedBy, "managedBy");
        if (!Equals(spec.SuccessPolicy, before.SuccessPolicy))
        {
            errors.InvalidShown(path.Child("successPolicy"),
                spec.SuccessPolicy is { } success ? ApiJson.ToText(success) : "null", WorkloadRules.Immutable);
        }

        void Same(string? value, string? known, string field)
        {
            if (value != known)
            {
                errors.InvalidShown(path.Child(field), value is null ? "null" : FieldErrors.Quote(value),
                    WorkloadRules.Immutable);
            }
        }
    }

    // An indexed Job may grow and shrink, if it does all of its work at once.
    private static void ValidateCompletions(JobSpec spec, JobSpec old, FieldPath path, FieldErrors errors)
    {
        if (spec.Completions == old.Completions)
            return;
        string shown = WorkloadRules.Show(spec.Completions);
        if (spec.CompletionMode != "Indexed")
            errors.InvalidShown(path, shown, WorkloadRules.Immutable);
        else if (spec.Completions != spec.Parallelism)
            errors.InvalidShown(path, shown, "can only be modified in tandem with spec.parallelism");
    }

    private static void ValidateTemplate(Job job, Job old, FieldPath path, FieldErrors errors)
    {
        PodTemplateSpec template = job.Spec.Template, before = old.Spec.Template;
        if (IsWaiting(old))
            before = WithWhatMayChange(before, template);
        if (!template.Equals(before))
            errors.InvalidShown(path, ApiJson.ToText(template), WorkloadRules.Immutable);
    }

    // Held back, and nothing of it runs (any more).
    private static bool IsWaiting(Job job)
    {
        if (job.Spec.Suspend != true)
            return false;
        if (job.Status.StartTime is null)
            return true;
        return job.Status.Active == 0
            && job.Status.Conditions.Any(static one => one is { Type: "Suspended", Status: "True" });
    }

    // A queue in front of the cluster decides where and with how much a waiting Job is to run.
    private static PodTemplateSpec WithWhatMayChange(PodTemplateSpec old, PodTemplateSpec changed)
    {
        PodSpec spec = old.Spec, wanted = changed.Spec;
        NodeAffinity? nodes = wanted.Affinity?.NodeAffinity;
        Affinity? affinity = (spec.Affinity, wanted.Affinity) switch
        {
            (null, null) => null,
            (null, _) => nodes is null ? null : new() { NodeAffinity = nodes },
            ({ } known, _) => known with { NodeAffinity = nodes },
        };
        // An affinity that says nothing is as good as none.
        if (affinity is { NodeAffinity: null, PodAffinity: null, PodAntiAffinity: null } && wanted.Affinity is null)
            affinity = null;
        return old with
        {
            Metadata = old.Metadata with
            {
                Labels = changed.Metadata.Labels,
                Annotations = changed.Metadata.Annotations,
            },
            Spec = spec with
            {
                Affinity = affinity,
                NodeSelector = wanted.NodeSelector,
                Tolerations = wanted.Tolerations,
                SchedulingGates = wanted.SchedulingGates,
                Containers = WithResourcesOf(spec.Containers, wanted.Containers),
                InitContainers = WithResourcesOf(spec.InitContainers, wanted.InitContainers),
            },
        };
    }

    private static IReadOnlyList<Container> WithResourcesOf(
        IReadOnlyList<Container> containers, IReadOnlyList<Container> source) =>
        containers.Count != source.Count
            ? containers
            : [.. containers.Select((container, i) => container with { Resources = source[i].Resources })];
}
