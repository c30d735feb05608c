using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>CronJobs.</summary>
internal sealed class CronJobStrategy : Strategy<CronJob>
{
    // A Job's name gets eleven characters appended and must fit a label.
    private const int NameMax = 52;

    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(CronJob left, CronJob right) => left.Spec.Equals(right.Spec);
    protected override CronJob WithSpecOf(CronJob value, CronJob source) => value with { Spec = source.Spec };

    protected override CronJob WithStatusOf(CronJob value, CronJob? source) =>
        value with { Status = source?.Status ?? CronJobStatus.Empty };

    protected override CronJob Default(CronJob value)
    {
        CronJobSpec spec = value.Spec;
        return value with
        {
            Spec = spec with
            {
                ConcurrencyPolicy = spec.ConcurrencyPolicy.Length > 0 ? spec.ConcurrencyPolicy : "Allow",
                Suspend = spec.Suspend ?? false,
                SuccessfulJobsHistoryLimit = spec.SuccessfulJobsHistoryLimit ?? 3,
                FailedJobsHistoryLimit = spec.FailedJobsHistoryLimit ?? 1,
                JobTemplate = spec.JobTemplate with
                {
                    Spec = JobStrategy.DefaultTemplate(spec.JobTemplate.Spec),
                },
            },
        };
    }

    protected override void ValidateCreate(CronJob value, FieldErrors errors)
    {
        if (value.Metadata.Name.Length > NameMax)
            errors.Invalid(FieldPath.Metadata.Child("name"), value.Metadata.Name, NameRules.TooLong(NameMax));
        CronJobRules.ValidateTime(value.Spec, null, FieldPath.Spec, errors);
    }

    protected override void Validate(CronJob value, FieldErrors errors) =>
        CronJobRules.Validate(value.Spec, FieldPath.Spec, errors);

    protected override void ValidateUpdate(CronJob value, CronJob old, FieldErrors errors) =>
        CronJobRules.ValidateTime(value.Spec, old.Spec, FieldPath.Spec, errors);

    protected override IReadOnlyList<string> Warnings(CronJob value)
    {
        FieldPath path = FieldPath.Spec.Child("jobTemplate", "spec");
        IReadOnlyList<string> warnings = JobWarnings.Of(value.Spec.JobTemplate.Spec, path);
        if (NameRules.IsLabel(value.Metadata.Name))
            return warnings;
        Complaints complaints = default;
        NameRules.CheckLabel(value.Metadata.Name, ref complaints);
        return
        [
            "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; "
                + $"a DNS label is recommended: [{string.Join(' ', complaints.Texts)}]",
            .. warnings,
        ];
    }

    protected override IReadOnlyList<string> UpdateWarnings(CronJob value, CronJob old) =>
        value.Metadata.Generation == old.Metadata.Generation
            ? [] : JobWarnings.Of(value.Spec.JobTemplate.Spec, FieldPath.Spec.Child("jobTemplate", "spec"));

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<CronJob>(),
        Printing.Columns.Text<CronJob>("Schedule", "When Jobs start, in cron's form.",
            static value => value.Spec.Schedule),
        Printing.Columns.Text<CronJob>("Timezone", "The zone of the schedule.",
            static value => CellText.OrNone(value.Spec.TimeZone)),
        Printing.Columns.Text<CronJob>("Suspend", "Whether no more Jobs are started.",
            static value => value.Spec.Suspend is { } suspend ? (suspend ? "True" : "False") : CellText.Unset),
        Printing.Columns.Number<CronJob>("Active", "How many Jobs run.",
            static value => value.Status.Active.Count),
        Printing.Columns.Timed<CronJob>("Last Schedule", "When the last Job was started.",
            static (value, now) => value.Status.LastScheduleTime is { } last
                ? HumanDuration.Age(last.Value, now) : CellText.None),
        Printing.Columns.Age<CronJob>(),
        Printing.Columns.Text<CronJob>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.JobTemplate.Spec.Template), 1),
        Printing.Columns.Text<CronJob>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.JobTemplate.Spec.Template), 1),
        Printing.Columns.Text<CronJob>("Selector", "Which Pods count.",
            static value => CellText.OrNone(CellText.Selector(value.Spec.JobTemplate.Spec.Selector)), 1),
    ];
}
