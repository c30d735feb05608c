using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>Jobs.</summary>
internal sealed class JobStrategy : Strategy<Job>
{
    private const string UidLabel = "batch.kubernetes.io/controller-uid";
    private const string NameLabel = "batch.kubernetes.io/job-name";

    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(Job left, Job right) => left.Spec.Equals(right.Spec);
    protected override Job WithSpecOf(Job value, Job source) => value with { Spec = source.Spec };

    protected override Job WithStatusOf(Job value, Job? source) =>
        value with { Status = source?.Status ?? JobStatus.Empty };

    protected override Job Default(Job value)
    {
        JobSpec spec = DefaultSpec(value.Spec);
        IReadOnlyDictionary<string, string> labels =
            value.Metadata.Labels.Count == 0 ? spec.Template.Metadata.Labels : value.Metadata.Labels;
        return value with { Spec = spec, Metadata = value.Metadata with { Labels = labels } };
    }

    internal static JobSpec DefaultSpec(JobSpec spec)
    {
        bool single = spec.Completions is null && spec.Parallelism is null;
        return spec with
        {
            Completions = single ? 1 : spec.Completions,
            Parallelism = spec.Parallelism ?? 1,
            BackoffLimit = spec.BackoffLimit ?? (spec.BackoffLimitPerIndex is null ? 6 : int.MaxValue),
            CompletionMode = spec.CompletionMode ?? "NonIndexed",
            Suspend = spec.Suspend ?? false,
            PodReplacementPolicy =
                spec.PodReplacementPolicy ?? (spec.PodFailurePolicy is null ? "TerminatingOrFailed" : "Failed"),
            ManualSelector = spec.ManualSelector ?? false,
            Template = PodDefaults.ForTemplate(spec.Template),
        };
    }

    // The selector names the uid, so that no two Jobs can share a Pod.
    public override ApiObject Identify(ApiObject identified)
    {
        var value = (Job)identified;
        if (value.Spec.ManualSelector == true)
            return value;
        var labels = new Dictionary<string, string>(value.Spec.Template.Metadata.Labels, StringComparer.Ordinal)
        {
            ["job-name"] = value.Metadata.Name,
            [NameLabel] = value.Metadata.Name,
            ["controller-uid"] = value.Metadata.Uid,
            [UidLabel] = value.Metadata.Uid,
        };
        LabelSelector selector = value.Spec.Selector ?? LabelSelector.Empty;
        var matchLabels = new Dictionary<string, string>(selector.MatchLabels, StringComparer.Ordinal)
        {
            [UidLabel] = value.Metadata.Uid,
        };
        PodTemplateSpec template = value.Spec.Template;
        return value with
        {
            Spec = value.Spec with
            {
                Selector = selector with { MatchLabels = matchLabels },
                Template = template with { Metadata = template.Metadata with { Labels = labels } },
            },
        };
    }

    protected override void Validate(Job value, FieldErrors errors)
    {
        if (value.Spec.Selector is null)
            errors.Required(FieldPath.Spec.Child("selector"));
        else if (!LabelQuery.Of(value.Spec.Selector).Matches(value.Spec.Template.Metadata.Labels))
        {
            errors.InvalidShown(FieldPath.Spec.Child("template").Child("metadata", "labels"), "{...}",
                "`selector` does not match template `labels`");
        }
        ValidateSpec(value.Spec, FieldPath.Spec, errors);
    }

    internal static void ValidateSpec(JobSpec spec, FieldPath path, FieldErrors errors)
    {
        WorkloadRules.NotNegative(spec.Parallelism ?? 0, path, "parallelism", errors);
        WorkloadRules.NotNegative(spec.Completions ?? 0, path, "completions", errors);
        WorkloadRules.NotNegative(spec.ActiveDeadlineSeconds ?? 0, path, "activeDeadlineSeconds", errors);
        WorkloadRules.NotNegative(spec.BackoffLimit ?? 0, path, "backoffLimit", errors);
        WorkloadRules.NotNegative(spec.TtlSecondsAfterFinished ?? 0, path, "ttlSecondsAfterFinished", errors);
        if (spec.CompletionMode is not (null or "NonIndexed" or "Indexed"))
            errors.NotSupported(path.Child("completionMode"), spec.CompletionMode, "Indexed", "NonIndexed");
        if (spec.CompletionMode == "Indexed" && spec.Completions is null)
        {
            errors.Required(path.Child("completions"),
                "when completion mode is Indexed");
        }
        PodRules.ValidateTemplate(spec.Template, path.Child("template"), errors);
        string policy = spec.Template.Spec.RestartPolicy;
        if (policy is not ("Never" or "OnFailure"))
        {
            FieldPath at = path.Child("template").Child("spec", "restartPolicy");
            if (policy is "" or "Always")
                errors.Required(at, "valid values: \"OnFailure\", \"Never\"");
            else
                errors.NotSupported(at, policy, "OnFailure", "Never");
        }
    }

    protected override void ValidateUpdate(Job value, Job old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        WorkloadRules.SameSelector(value.Spec.Selector, old.Spec.Selector, errors);
        if (value.Spec.CompletionMode != old.Spec.CompletionMode)
            errors.Invalid(path.Child("completionMode"), value.Spec.CompletionMode ?? "", "field is immutable");
        if (value.Spec.CompletionMode != "Indexed" && value.Spec.Completions != old.Spec.Completions)
            errors.Invalid(path.Child("completions"), value.Spec.Completions ?? 0, "field is immutable");
        if (old.Spec.Suspend != true && !value.Spec.Template.Equals(old.Spec.Template))
            errors.InvalidShown(path.Child("template"), "{...}", "field is immutable");
    }

    public override IReadOnlyList<string> SelectableFields { get; } = ["status.successful"];

    protected override string? FieldValue(Job value, string field) => field == "status.successful"
        ? CellText.Number(value.Status.Succeeded)
        : base.FieldValue(value, field);

    private static string StatusOf(Job job)
    {
        bool suspended = false, failing = false, complete = false;
        foreach (JobCondition condition in job.Status.Conditions)
        {
            if (condition.Status != "True")
                continue;
            if (condition.Type is "Complete" or "Failed")
                return condition.Type;
            suspended |= condition.Type == "Suspended";
            failing |= condition.Type == "FailureTarget";
            complete |= condition.Type == "SuccessCriteriaMet";
        }
        if (job.Metadata.DeletionTimestamp is not null)
            return "Terminating";
        return suspended ? "Suspended" : failing ? "FailureTarget" : complete ? "SuccessCriteriaMet" : "Running";
    }

    private static string CompletionsOf(Job job)
    {
        string succeeded = CellText.Number(job.Status.Succeeded);
        if (job.Spec.Completions is { } completions)
            return $"{succeeded}/{CellText.Number(completions)}";
        return job.Spec.Parallelism is > 1
            ? $"{succeeded}/1 of {CellText.Number(job.Spec.Parallelism.Value)}"
            : $"{succeeded}/1";
    }

    private static string DurationOf(Job job, DateTimeOffset now)
    {
        if (job.Status.StartTime?.Value is not { } start)
            return "";
        return HumanDuration.Format((job.Status.CompletionTime?.Value ?? now) - start);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Job>(),
        Printing.Columns.Text<Job>("Status", "How far the Job is.", StatusOf),
        Printing.Columns.Text<Job>("Completions", "Successful Pods of those needed.", CompletionsOf),
        Printing.Columns.Timed<Job>("Duration", "How long it has run, or ran.", DurationOf),
        Printing.Columns.Age<Job>(),
        Printing.Columns.Text<Job>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.Template), 1),
        Printing.Columns.Text<Job>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.Template), 1),
        Printing.Columns.Text<Job>("Selector", "Which Pods count.",
            static value => CellText.Selector(value.Spec.Selector), 1),
    ];
}
