using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>Jobs.</summary>
internal sealed class JobStrategy : Strategy<Job>
{
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
        spec = DefaultTemplate(spec);
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
        };
    }

    /// <summary>What shows in a CronJob's template as well.</summary>
    internal static JobSpec DefaultTemplate(JobSpec spec) => spec with
    {
        Template = PodDefaults.ForTemplate(spec.Template),
        PodFailurePolicy = spec.PodFailurePolicy is { } policy
            ? policy with { Rules = Lists.Change(policy.Rules, DefaultRule) } : null,
    };

    private static PodFailurePolicyRule DefaultRule(PodFailurePolicyRule rule)
    {
        IReadOnlyList<PodFailurePolicyOnPodConditionsPattern> patterns = Lists.Change(rule.OnPodConditions,
            static pattern => pattern.Status.Length > 0 ? pattern : pattern with { Status = "True" });
        return ReferenceEquals(patterns, rule.OnPodConditions) ? rule : rule with { OnPodConditions = patterns };
    }

    // The selector names the uid, so that no two Jobs can share a Pod. What the user has said stays: if it is something
    // else, validation complains.
    public override ApiObject Identify(ApiObject identified)
    {
        var value = (Job)identified;
        if (value.Spec.ManualSelector == true)
            return value;
        var labels = new Dictionary<string, string>(value.Spec.Template.Metadata.Labels, StringComparer.Ordinal);
        labels.TryAdd(JobLabels.LegacyName, value.Metadata.Name);
        labels.TryAdd(JobLabels.Name, value.Metadata.Name);
        labels.TryAdd(JobLabels.LegacyUid, value.Metadata.Uid);
        labels.TryAdd(JobLabels.Uid, value.Metadata.Uid);
        LabelSelector selector = value.Spec.Selector ?? LabelSelector.Empty;
        var matchLabels = new Dictionary<string, string>(selector.MatchLabels, StringComparer.Ordinal);
        matchLabels.TryAdd(JobLabels.Uid, value.Metadata.Uid);
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

    protected override void Validate(Job value, FieldErrors errors) =>
        JobRules.ValidateSpec(value.Spec, FieldPath.Spec, errors);

    protected override void ValidateCreate(Job value, FieldErrors errors) => JobRules.ValidateCreate(value, errors);

    protected override void ValidateUpdate(Job value, Job old, FieldErrors errors) =>
        JobUpdateRules.Validate(value, old, errors);

    protected override void ValidateStatusUpdate(Job value, Job old, FieldErrors errors) =>
        JobStatusRules.ValidateUpdate(value, old, errors);

    protected override IReadOnlyList<string> Warnings(Job value) => JobWarnings.Of(value.Spec, FieldPath.Spec);

    protected override IReadOnlyList<string> UpdateWarnings(Job value, Job old) =>
        value.Metadata.Generation == old.Metadata.Generation ? [] : Warnings(value);

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
