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
                    Spec = spec.JobTemplate.Spec with
                    {
                        Template = Core.PodDefaults.ForTemplate(spec.JobTemplate.Spec.Template),
                    },
                },
            },
        };
    }

    protected override void Validate(CronJob value, FieldErrors errors)
    {
        CronJobSpec spec = value.Spec;
        if (value.Metadata.Name.Length > NameMax)
            errors.Invalid(FieldPath.Metadata.Child("name"), value.Metadata.Name, NameRules.TooLong(NameMax));
        if (spec.Schedule.Length == 0)
            errors.Required(FieldPath.Spec.Child("schedule"));
        if (spec.ConcurrencyPolicy is not ("Allow" or "Forbid" or "Replace"))
        {
            errors.NotSupported(FieldPath.Spec.Child("concurrencyPolicy"), spec.ConcurrencyPolicy,
                "Allow", "Forbid", "Replace");
        }
        JobStrategy.ValidateSpec(spec.JobTemplate.Spec, FieldPath.Spec.Child("jobTemplate", "spec"), errors);
    }

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
            static value => CellText.Selector(value.Spec.JobTemplate.Spec.Selector), 1),
    ];
}
