using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.CronJobs;
using Xunit;

namespace Kubesharp.Tests.Controllers.CronJobs;

public sealed class CronJobPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // schedule, last start before noon, now after noon, starting deadline -> due after noon, many missed, next look
    [InlineData("*/10 * * * *", 0, 1, null, null, false, 9)]
    [InlineData("*/10 * * * *", 0, 10, null, 10, false, 10)]
    [InlineData("*/10 * * * *", 0, 35, null, 30, false, 5)] // only the latest of what was missed
    [InlineData("*/10 * * * *", 0, 35, 120, null, false, 5)] // later than the deadline: not made up for
    [InlineData("* * * * *", -6000, 0, null, 0, true, 1)]
    [InlineData("@every 7m", 0, 20, null, 14, false, 1)]
    public void Times(
        string schedule, int last, int now, int? deadline, int? due, bool many, int next)
    {
        CronJob cronJob = CronJobOf(static spec => spec) with
        {
            Status = CronJobStatus.Empty with { LastScheduleTime = new Time(Noon.AddMinutes(last)) },
        };
        cronJob = cronJob with { Spec = cronJob.Spec with { StartingDeadlineSeconds = deadline } };

        CronJobTimes times = CronJobTimes.Of(
            cronJob, CronSchedule.Parse(schedule, TimeZoneInfo.Utc), Noon.AddMinutes(now));

        Assert.Equal(due is null ? null : Noon.AddMinutes(due.Value), times.Due);
        Assert.Equal(many, times.MissedMany);
        Assert.Equal(TimeSpan.FromMinutes(next), times.Next!.Value - TimeSpan.FromMilliseconds(100));
    }

    [Fact] // E101
    public void A_Job_is_named_by_the_minute_and_says_when_it_was_due()
    {
        CronJob cronJob = CronJobOf(static spec => spec);
        Job job = CronJobPlan.NewJob(cronJob, Noon.ToOffset(TimeSpan.FromHours(2)));

        Assert.Equal($"tick-{Noon.ToUnixTimeSeconds() / 60}", job.Metadata.Name);
        Assert.Equal("2026-01-01T14:00:00+02:00",
            job.Metadata.Annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"]);
        Assert.Equal("CronJob", Assert.Single(job.Metadata.OwnerReferences).Kind);
    }

    [Fact]
    public void Finished_Jobs_leave_the_list_and_the_last_success_is_kept()
    {
        CronJob cronJob = WithActive("a", "b", "c");
        (CronJobStatus status, var events) = CronJobPlan.Refresh(
            cronJob, [JobOf("a", "Complete", 1), JobOf("b", null, 2), JobOf("stray", null, 3)],
            new HashSet<string> { "c" });

        Assert.Equal(["b"], status.Active.Select(static job => job.Name));
        Assert.Equal(Noon.AddMinutes(1), status.LastSuccessfulTime!.Value.Value);
        Assert.Equal(
            [
                "Saw completed job: a, condition: Complete",
                "Saw a job that the controller did not create or forgot: stray",
                "Active job went missing: c",
            ],
            events.Select(static happened => happened.Message));
    }

    [Fact]
    public void History_keeps_the_newest()
    {
        CronJob cronJob = CronJobOf(static spec => spec with
        {
            SuccessfulJobsHistoryLimit = 2, FailedJobsHistoryLimit = 0,
        });

        Assert.Equal(["a", "f"], CronJobPlan.BeyondHistory(cronJob,
        [
            JobOf("c", "Complete", 3), JobOf("a", "Complete", 1), JobOf("b", "Complete", 2), JobOf("f", "Failed", 9),
            JobOf("running", null, 0),
        ]).Select(static job => job.Metadata.Name));
    }

    private static CronJob WithActive(params string[] names) => CronJobOf(static spec => spec) with
    {
        Status = CronJobStatus.Empty with
        {
            Active = [.. names.Select(static name => ObjectReference.Empty with { Name = name, Uid = name })],
        },
    };

    private static CronJob CronJobOf(Func<CronJobSpec, CronJobSpec> with) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "tick", Namespace = "default", Uid = "cron" },
        Spec = with(CronJobSpec.Empty),
    };

    private static Job JobOf(string name, string? condition, int minute) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Uid = name },
        Status = JobStatus.Empty with
        {
            StartTime = new Time(Noon.AddMinutes(minute)),
            CompletionTime = condition == "Complete" ? new Time(Noon.AddMinutes(minute)) : null,
            Conditions = condition is null
                ? [] : [JobCondition.Empty with { Type = condition, Status = "True" }],
        },
    };
}
