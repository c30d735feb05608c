using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>Jobs and CronJobs through minutes and days, which pass at once.</summary>
public sealed class JobSimulationTests
{
    private const string Program = "simulation.kubesharp.io/";

    [Fact] // E100
    public void A_Job_runs_its_completions()
    {
        (Job job, int pods, IReadOnlyList<string> events) = Run(async cluster =>
        {
            await cluster.CreateAsync(JobOf("work", "5s", "0", spec => spec with { Completions = 5, Parallelism = 2 }));
            Job done = await cluster.UntilAsync<Job>("work", IsComplete);
            return (done, (await cluster.ListAsync<Pod>()).Count, await cluster.EventsAsync("work"));
        });

        Assert.Equal((5, 0, 0), (job.Status.Succeeded, job.Status.Failed, job.Status.Active));
        Assert.Equal(5, pods);
        Assert.Equal(["SuccessCriteriaMet", "Complete"], job.Status.Conditions.Select(static each => each.Type));
        Assert.InRange((job.Status.CompletionTime!.Value - job.Status.StartTime!.Value).TotalSeconds, 14, 25);
        Assert.Contains("Completed: Job completed", events);
    }

    [Fact] // E100
    public void A_Job_that_fails_again_and_again_gives_up()
    {
        (Job job, int pods) = Run(async cluster =>
        {
            await cluster.CreateAsync(JobOf("work", "1s", "1", static spec => spec with { BackoffLimit = 2 }));
            Job done = await cluster.UntilAsync<Job>("work", IsFailed);
            return (done, (await cluster.ListAsync<Pod>()).Count);
        });

        Assert.Equal((0, 3), (job.Status.Succeeded, job.Status.Failed));
        Assert.Equal(3, pods);
        Assert.Equal(
            ["FailureTarget:BackoffLimitExceeded", "Failed:BackoffLimitExceeded"],
            job.Status.Conditions.Select(static each => $"{each.Type}:{each.Reason}"));
    }

    [Fact]
    public void Indexes_succeed_and_fail_each_for_itself()
    {
        Job job = Run(
            async cluster =>
            {
                await cluster.CreateAsync(JobOf("work", "1s", "0", static spec => spec with
                {
                    Completions = 4, Parallelism = 4, CompletionMode = "Indexed", BackoffLimitPerIndex = 1,
                }));
                return await cluster.UntilAsync<Job>("work", IsFailed);
            },
            // Index 2 never succeeds.
            static pod => PodProgram.Of(pod) with
            {
                ExitCode = pod.Metadata.Annotations.GetValueOrDefault("batch.kubernetes.io/job-completion-index") == "2"
                    ? 1 : 0,
            });

        Assert.Equal(("0,1,3", "2", 3, 2), (job.Status.CompletedIndexes, job.Status.FailedIndexes, job.Status.Succeeded,
            job.Status.Failed));
        Assert.Equal("FailedIndexes", job.Status.Conditions[^1].Reason);
    }

    [Fact]
    public void A_deadline_and_a_suspension_stop_the_Pods()
    {
        (Job late, int pods) = Run(async cluster =>
        {
            await cluster.CreateAsync(JobOf("work", "1h", "0", static spec => spec with
            {
                ActiveDeadlineSeconds = 30,
            }));
            await cluster.UntilAsync<Job>("work", static job => job.Status.Ready == 1);
            await SuspendAsync(cluster, true);
            await cluster.UntilAsync<Job>("work", static job => job.Status is { Active: 0, Terminating: 0 });
            await cluster.DelayAsync(TimeSpan.FromMinutes(5));
            Assert.Empty(await cluster.ListAsync<Pod>());
            await SuspendAsync(cluster, false);
            Job failed = await cluster.UntilAsync<Job>("work", IsFailed);
            return (failed, (await cluster.ListAsync<Pod>()).Count);
        });

        Assert.Equal("DeadlineExceeded", late.Status.Conditions[^1].Reason);
        Assert.Equal((1, 0), (late.Status.Failed, pods)); // the suspended one does not count
    }

    [Fact]
    public void A_finished_Job_goes_when_its_time_is_up()
    {
        TimeSpan stayed = Run(async cluster =>
        {
            await cluster.CreateAsync(JobOf("work", "1s", "0", static spec => spec with
            {
                TtlSecondsAfterFinished = 100,
            }));
            await cluster.UntilAsync<Job>("work", IsComplete);
            TimeSpan finished = cluster.Clock.Elapsed;
            while (await cluster.GetAsync<Job>("work") is not null)
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            TimeSpan gone = cluster.Clock.Elapsed;
            Assert.Empty(await cluster.ListAsync<Pod>());
            return gone - finished;
        });

        Assert.InRange(stayed.TotalSeconds, 98, 105);
    }

    [Theory]
    [InlineData("Background")]
    [InlineData("Foreground")]
    [InlineData("Orphan")]
    public void Pods_of_a_deleted_Job_are_not_held_back_by_their_finalizer(string policy)
    {
        IReadOnlyList<Pod> left = Run(async cluster =>
        {
            await cluster.CreateAsync(JobOf("work", "1h", "0", static spec => spec));
            await cluster.UntilAsync<Job>("work", static job => job.Status.Ready == 1);
            Assert.Null(await cluster.Client.DeleteAsync<Job>(
                new("default", "work"), new DeleteOptions { PropagationPolicy = policy }, CancellationToken.None));
            while (await cluster.GetAsync<Job>("work") is not null)
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            await cluster.DelayAsync(TimeSpan.FromSeconds(60));
            return await cluster.ListAsync<Pod>();
        });

        if (policy == "Orphan")
            Assert.Empty(Assert.Single(left).Metadata.Finalizers);
        else
            Assert.Empty(left);
    }

    [Fact]
    public void A_CronJob_starts_a_Job_each_time_and_keeps_its_history()
    {
        (CronJob cronJob, IReadOnlyList<Job> jobs, IReadOnlyList<string> events) = Run(async cluster =>
        {
            await cluster.CreateAsync(CronJobOf("tick", "*/10 * * * *", "30s", static spec => spec));
            await cluster.DelayAsync(TimeSpan.FromMinutes(65));
            return ((await cluster.GetAsync<CronJob>("tick"))!, await cluster.ListAsync<Job>(),
                await cluster.EventsAsync("tick"));
        });

        Assert.Equal(3, jobs.Count); // six ran, three are kept
        Assert.All(jobs, static job => Assert.True(IsComplete(job)));
        Assert.Empty(cronJob.Status.Active);
        Assert.Equal("2026-01-01T01:00:00Z", cronJob.Status.LastScheduleTime.ToString());
        Assert.Equal(6, events.Count(static text => text.StartsWith("SuccessfulCreate: ", StringComparison.Ordinal)));
        Assert.Equal(6, events.Count(static text => text.StartsWith("SawCompletedJob: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Allow", 4, 3)]
    [InlineData("Forbid", 2, 1)]
    [InlineData("Replace", 1, 1)]
    public void A_CronJob_whose_Jobs_overlap(string policy, int jobs, int active)
    {
        (int Jobs, int Active, string Newest) outcome = Run(async cluster =>
        {
            await cluster.CreateAsync(CronJobOf("tick", "* * * * *", "200s", spec => spec with
            {
                ConcurrencyPolicy = policy,
            }));
            await cluster.DelayAsync(TimeSpan.FromSeconds(4 * 60 + 50));
            CronJob cronJob = (await cluster.GetAsync<CronJob>("tick"))!;
            IReadOnlyList<Job> all = await cluster.ListAsync<Job>();
            return (all.Count, cronJob.Status.Active.Count, all.Max(static job => job.Metadata.Name)!);
        });

        Assert.Equal((jobs, active), (outcome.Jobs, outcome.Active));
        // Forbid waits for the first, which ends at 4 minutes and 20 seconds, and then makes up for the latest only.
        long minute = new DateTimeOffset(2026, 1, 1, 0, 4, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 60;
        Assert.Equal($"tick-{minute}", outcome.Newest);
    }

    [Fact]
    public void A_suspended_CronJob_starts_nothing()
    {
        int jobs = Run(async cluster =>
        {
            await cluster.CreateAsync(CronJobOf("tick", "* * * * *", "1s", static spec => spec with
            {
                Suspend = true,
            }));
            await cluster.DelayAsync(TimeSpan.FromMinutes(10));
            return (await cluster.ListAsync<Job>()).Count;
        });

        Assert.Equal(0, jobs);
    }

    private static T Run<T>(Func<Simulated, Task<T>> program, Func<Pod, PodProgram>? programOf = null) =>
        Simulated.Run(
            1, FaultPlan.None, new SimulatedNodesOptions { Count = 2, ProgramOf = programOf ?? PodProgram.Of },
            program, TimeSpan.FromHours(3));

    private static async Task SuspendAsync(Simulated cluster, bool suspend) =>
        Assert.Null((await cluster.Client.PatchAsync<Job>(
            new("default", "work"), PatchType.Merge, $$"""{"spec": {"suspend": {{(suspend ? "true" : "false")}} } }""",
            CancellationToken.None)).Error);

    private static bool IsComplete(Job job) => Has(job, "Complete");

    private static bool IsFailed(Job job) => Has(job, "Failed");

    private static bool Has(Job job, string type) =>
        job.Status.Conditions.Any(condition => condition.Type == type && condition.Status == "True");

    private static Job JobOf(string name, string runsFor, string exitCode, Func<JobSpec, JobSpec> with) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
        Spec = with(JobSpec.Empty with
        {
            Template = PodTemplateSpec.Empty with
            {
                Metadata = ObjectMeta.Empty with
                {
                    Annotations = new Dictionary<string, string>
                    {
                        [Program + "runs-for"] = runsFor, [Program + "exit-code"] = exitCode,
                    },
                },
                Spec = PodSpec.Empty with
                {
                    RestartPolicy = "Never",
                    Containers = [Container.Empty with { Name = "main", Image = "work:1" }],
                },
            },
        }),
    };

    private static CronJob CronJobOf(
        string name, string schedule, string runsFor, Func<CronJobSpec, CronJobSpec> with) =>
        new()
        {
            Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
            Spec = with(CronJobSpec.Empty with
            {
                Schedule = schedule,
                JobTemplate = JobTemplateSpec.Empty with { Spec = JobOf(name, runsFor, "0", static spec => spec).Spec },
            }),
        };
}
