using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>What a Job must satisfy.</summary>
internal static class JobRules
{
    private const int IndexedParallelismMax = 100_000;
    private const int ManyCompletions = 100_000;
    private const int PerIndexMax = 10_000;
    private const int ManagedByMax = 63;

    /// <summary>What a new Job must satisfy: it knows its own Pods, and their names can be.</summary>
    public static void ValidateCreate(Job job, FieldErrors errors)
    {
        CheckGenerated(job, errors);
        if (job.Spec is not { CompletionMode: "Indexed", Completions: > 0 })
            return;
        string hostname = string.Create(
            CultureInfo.InvariantCulture, $"{job.Metadata.Name}-{job.Spec.Completions.Value - 1}");
        if (!NameRules.IsLabel(hostname))
        {
            errors.Invalid(FieldPath.Metadata.Child("name"), job.Metadata.Name,
                $"will not able to create pod with invalid DNS label: {hostname}");
        }
    }

    public static void ValidateSpec(JobSpec spec, FieldPath path, FieldErrors errors)
    {
        ValidateTemplateSpec(spec, path, errors);
        if (spec.Selector is null)
        {
            errors.Required(path.Child("selector"));
            return;
        }
        int before = errors.Count;
        LabelQuery.Validate(spec.Selector, path.Child("selector"), errors);
        if (errors.Count == before)
            WorkloadRules.MatchesTemplate(spec.Selector, spec.Template, path, errors);
    }

    /// <summary>All but the selector, which a CronJob's template must leave to the server.</summary>
    public static void ValidateTemplateSpec(JobSpec spec, FieldPath path, FieldErrors errors)
    {
        WorkloadRules.NotNegative(spec.Parallelism, path, "parallelism", errors);
        WorkloadRules.NotNegative(spec.Completions, path, "completions", errors);
        WorkloadRules.NotNegative(spec.ActiveDeadlineSeconds, path, "activeDeadlineSeconds", errors);
        WorkloadRules.NotNegative(spec.BackoffLimit, path, "backoffLimit", errors);
        WorkloadRules.NotNegative(spec.TtlSecondsAfterFinished, path, "ttlSecondsAfterFinished", errors);
        WorkloadRules.NotNegative(spec.BackoffLimitPerIndex, path, "backoffLimitPerIndex", errors);
        WorkloadRules.NotNegative(spec.MaxFailedIndexes, path, "maxFailedIndexes", errors);
        if (spec is { MaxFailedIndexes: not null, BackoffLimitPerIndex: null })
            errors.Required(path.Child("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
        if (spec.ManagedBy is { } manager)
            CheckManager(manager, path.Child("managedBy"), errors);
        ValidateMode(spec, path, errors);
        if (spec.PodFailurePolicy is { } failure)
            FailurePolicyRules.Validate(failure, spec, path.Child("podFailurePolicy", "rules"), errors);
        if (spec.SuccessPolicy is { } success)
        {
            if (spec.CompletionMode == "Indexed")
                SuccessPolicyRules.Validate(success, spec, path.Child("successPolicy", "rules"), errors);
            else
            {
                errors.InvalidShown(path.Child("successPolicy"), ApiJson.ToText(success),
                    "requires indexed completion mode");
            }
        }
        CheckReplacement(spec, path.Child("podReplacementPolicy"), errors);
        PodRules.ValidateTemplate(spec.Template, path.Child("template"), errors);
        CheckRestart(spec, path.Child("template").Child("spec", "restartPolicy"), errors);
    }

    private static void ValidateMode(JobSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.CompletionMode is not (null or "NonIndexed" or "Indexed"))
            errors.NotSupported(path.Child("completionMode"), spec.CompletionMode, "NonIndexed", "Indexed");
        if (spec.CompletionMode == "Indexed")
        {
            if (spec.Completions is { } completions)
                ValidateIndexed(spec, completions, path, errors);
            else
                errors.Required(path.Child("completions"), "when completion mode is Indexed");
        }
        if (spec.CompletionMode is not (null or "NonIndexed"))
            return;
        const string OnlyIndexed = "requires indexed completion mode";
        if (spec.BackoffLimitPerIndex is { } limit)
            errors.Invalid(path.Child("backoffLimitPerIndex"), limit, OnlyIndexed);
        if (spec.MaxFailedIndexes is { } failed)
            errors.Invalid(path.Child("maxFailedIndexes"), failed, OnlyIndexed);
    }

    private static void ValidateIndexed(JobSpec spec, int completions, FieldPath path, FieldErrors errors)
    {
        if (spec.Parallelism > IndexedParallelismMax)
        {
            errors.Invalid(path.Child("parallelism"), spec.Parallelism.Value,
                "must be less than or equal to 100000 when completion mode is Indexed");
        }
        if (spec.BackoffLimitPerIndex is null)
            return;
        if (spec.MaxFailedIndexes > completions)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), spec.MaxFailedIndexes.Value,
                "must be less than or equal to completions");
        }
        if (completions <= ManyCompletions)
            return;
        // So many failed indexes would not fit into the status.
        const string WithMany =
            "must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per "
                + "index";
        if (spec.MaxFailedIndexes is null)
        {
            errors.Required(path.Child("maxFailedIndexes"),
                "must be specified when completions is above 100000");
        }
        if (spec.Parallelism > PerIndexMax)
            errors.Invalid(path.Child("parallelism"), spec.Parallelism.Value, WithMany);
        if (spec.MaxFailedIndexes > PerIndexMax)
            errors.Invalid(path.Child("maxFailedIndexes"), spec.MaxFailedIndexes.Value, WithMany);
    }

    private static void CheckManager(string manager, FieldPath path, FieldErrors errors)
    {
        if (manager.Length == 0)
        {
            errors.Required(path);
            return;
        }
        int slash = manager.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == manager.Length - 1)
            errors.Invalid(path, manager, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        else
            NameChecks.Subdomain(manager[..slash], path, errors);
        if (manager.Length > ManagedByMax)
            errors.TooLong(path, ManagedByMax);
    }

    private static void CheckReplacement(JobSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.PodReplacementPolicy is not { } policy)
            return;
        // A Pod that only terminates may still turn out to have succeeded.
        if (spec.PodFailurePolicy is not null)
        {
            if (policy != "Failed")
                errors.NotSupported(path, policy, "Failed");
        }
        else if (policy is not ("Failed" or "TerminatingOrFailed"))
        {
            errors.NotSupported(path, policy, "Failed", "TerminatingOrFailed");
        }
    }

    private static void CheckRestart(JobSpec spec, FieldPath path, FieldErrors errors)
    {
        string policy = spec.Template.Spec.RestartPolicy;
        if (policy is "" or "Always")
            errors.Required(path, "valid values: \"OnFailure\", \"Never\"");
        else if (policy is not ("OnFailure" or "Never"))
            errors.NotSupported(path, policy, "OnFailure", "Never");
        else if (spec.PodFailurePolicy is not null && policy != "Never")
            errors.Invalid(path, policy, "only \"Never\" is supported when podFailurePolicy is specified");
    }

    private static void CheckGenerated(Job job, FieldErrors errors)
    {
        if (job.Spec.ManualSelector == true || job.Spec.Selector is not { } selector)
            return;
        (string uid, string name) = (job.Metadata.Uid, job.Metadata.Name);
        if (uid.Length == 0)
            errors.Required(FieldPath.Metadata.Child("uid"));
        Dictionary<string, string> expected = new(StringComparer.Ordinal)
        {
            [JobLabels.Uid] = uid,
            [JobLabels.Name] = name,
            [JobLabels.LegacyUid] = uid,
            [JobLabels.LegacyName] = name,
        };
        IReadOnlyDictionary<string, string> labels = job.Spec.Template.Metadata.Labels;
        FieldPath path = FieldPath.Spec.Child("template").Child("metadata", "labels");
        foreach ((string key, string value) in expected)
        {
            if (!labels.TryGetValue(key, out string? given))
                errors.Required(path.Key(key), $"must be '{value}'");
            else if (given != value)
                errors.InvalidShown(path.Key(key), WorkloadRules.Show(labels), $"must be '{value}'");
        }
        if (!LabelQuery.Of(selector).Matches(expected))
        {
            errors.InvalidShown(FieldPath.Spec.Child("selector"), WorkloadRules.Show(selector),
                "`selector` not auto-generated");
        }
    }
}
