using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Jobs;
using Xunit;

namespace Kubesharp.Tests.Controllers.Jobs;

/// <summary>
/// The next steps of a Job. A row gives its Pods: <c>a</c> active, <c>s</c> succeeded, <c>f</c> failed, <c>t</c> on its
/// way out, <c>S</c> and <c>F</c> ended and without their finalizer already; for Indexed Jobs with the index behind it.
/// The answer: <c>+n</c> Pods created (or the indexes), <c>-x</c> deleted, <c>~x</c> discarded, <c>!x</c> released.
/// </summary>
public sealed class JobPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(2, 5, 0, "", "+2")]
    [InlineData(2, 5, 0, "a", "+1")]
    [InlineData(2, 5, 0, "aa", "")]
    [InlineData(2, 5, 4, "", "+1")] // no more than are still needed
    [InlineData(2, 5, 0, "aaa", "~0")]
    [InlineData(2, 5, 0, "sa", "+1 !0")]
    [InlineData(2, 5, 4, "sa", "~1 !0")] // reached: what still runs is too many
    [InlineData(2, null, 0, "as", "!1")] // a work queue: after the first success nothing new is started
    [InlineData(2, null, 0, "a", "+1")]
    [InlineData(0, 5, 0, "a", "~0")] // parallelism 0 pauses
    [InlineData(1, 1, 0, "t", "+1 !0")] // one on its way out counts as failed and is replaced
    public void Pods(int parallelism, int? completions, int succeeded, string pods, string expected)
    {
        Job job = JobOf(spec => spec with { Parallelism = parallelism, Completions = completions });
        job = job with { Status = job.Status with { Succeeded = succeeded } };

        Assert.Equal(expected, Steps(job, pods));
    }

    [Fact]
    public void With_podReplacementPolicy_Failed_a_Pod_is_replaced_when_it_has_ended()
    {
        Job job = JobOf(static spec => spec with { PodReplacementPolicy = "Failed" });

        Assert.Equal("", Steps(job, "t"));
    }

    [Theory]
    [InlineData("a0 s1", "", "+2 !1")]
    [InlineData("a0 a0 a1", "", "~0")] // one Pod an index
    [InlineData("a0 a7", "", "~1")] // an index that there is not
    [InlineData("a1", "0", "+2")]
    [InlineData("", "0,2", "+1")]
    public void Indexes(string pods, string completed, string expected)
    {
        Job job = Indexed(parallelism: 2, completions: 3);
        job = job with { Status = job.Status with { CompletedIndexes = completed } };

        Assert.Equal(expected, Steps(job, pods));
    }

    [Fact] // E101
    public void A_Pod_carries_its_index()
    {
        Pod pod = Assert.Single(JobPlan.For(Indexed(1, 3), [], Now).Create);

        Assert.Equal("work-0-", pod.Metadata.GenerateName);
        Assert.Equal("work-0", pod.Spec.Hostname);
        Assert.Equal("0", pod.Metadata.Annotations["batch.kubernetes.io/job-completion-index"]);
        Assert.Equal("0", pod.Metadata.Labels["batch.kubernetes.io/job-completion-index"]);
        Assert.Equal(["batch.kubernetes.io/job-tracking"], pod.Metadata.Finalizers);
        EnvVar variable = Assert.Single(pod.Spec.Containers[0].Env);
        Assert.Equal("JOB_COMPLETION_INDEX", variable.Name);
        Assert.Equal(
            "metadata.labels['batch.kubernetes.io/job-completion-index']", variable.ValueFrom!.FieldRef!.FieldPath);
    }

    [Fact]
    public void A_Pod_is_written_down_released_and_then_counted()
    {
        Job job = JobOf(static spec => spec with { Completions = 2 });

        JobPlan first = JobPlan.For(job, [PodOf('s', 0)], Now);
        Assert.Equal((0, "0"), (first.Status.Succeeded, Uncounted(first)));
        // The finalizer could not be removed: nothing is counted yet, and nothing twice.
        JobPlan again = JobPlan.For(job with { Status = first.Status }, [PodOf('s', 0)], Now);
        Assert.Equal((0, "0"), (again.Status.Succeeded, Uncounted(again)));
        JobPlan second = JobPlan.For(job with { Status = first.Status }, [PodOf('S', 0)], Now);
        Assert.Equal((1, ""), (second.Status.Succeeded, Uncounted(second)));
        JobPlan third = JobPlan.For(job with { Status = second.Status }, [PodOf('S', 0)], Now);
        Assert.Equal((1, ""), (third.Status.Succeeded, Uncounted(third)));

        static string Uncounted(JobPlan plan) => string.Join(",", plan.Status.UncountedTerminatedPods!.Succeeded);
    }

    [Fact] // E100
    public void A_Job_is_complete_when_all_its_Pods_are_counted()
    {
        Job job = JobOf(static spec => spec);

        JobPlan first = JobPlan.For(job, [PodOf('s', 0)], Now);
        Assert.Equal("SuccessCriteriaMet:CompletionsReached", Conditions(first));
        JobPlan second = JobPlan.For(job with { Status = first.Status }, [PodOf('S', 0)], Now);
        Assert.Equal("SuccessCriteriaMet:CompletionsReached Complete:CompletionsReached", Conditions(second));
        Assert.Equal(1, second.Status.Succeeded);
        Assert.NotNull(second.Status.CompletionTime);
        Assert.Equal(new JobEvent("Normal", "Completed", "Job completed"), Assert.Single(second.Events));
    }

    [Fact] // E100
    public void A_Job_has_failed_when_its_last_Pod_has_ended()
    {
        Job job = JobOf(static spec => spec with { BackoffLimit = 0, Parallelism = 2, Completions = 2 });

        JobPlan first = JobPlan.For(job, [PodOf('f', 0), PodOf('a', 1)], Now);
        Assert.Equal("FailureTarget:BackoffLimitExceeded", Conditions(first));
        Assert.Equal(["1"], first.Delete.Select(static pod => pod.Metadata.Uid));
        JobPlan second = JobPlan.For(job with { Status = first.Status }, [PodOf('F', 0), Ending('F', 1)], Now);
        Assert.Equal("FailureTarget:BackoffLimitExceeded", Conditions(second));
        JobPlan third = JobPlan.For(job with { Status = second.Status }, [PodOf('F', 0)], Now);
        Assert.Equal("FailureTarget:BackoffLimitExceeded Failed:BackoffLimitExceeded", Conditions(third));
        Assert.Equal(2, third.Status.Failed);
        Assert.Equal("Job has reached the specified backoff limit", Assert.Single(third.Events).Message);

        static Pod Ending(char state, int number) => PodOf(state, number) with
        {
            Status = PodStatus.Empty with { Phase = "Running" },
            Metadata = PodOf(state, number).Metadata with { DeletionTimestamp = new Time(Now) },
        };
    }

    [Fact]
    public void A_failure_is_followed_by_a_pause_that_doubles()
    {
        Job job = JobOf(static spec => spec with { BackoffLimit = 9 });

        Assert.Equal(TimeSpan.FromSeconds(10), JobPlan.For(job, [PodOf('f', 0)], Now).LookAgain);
        Assert.Equal(TimeSpan.FromSeconds(20), JobPlan.For(job, [PodOf('F', 0), PodOf('f', 1)], Now).LookAgain);
        Assert.Single(JobPlan.For(job, [PodOf('f', 0)], Now.AddSeconds(10)).Create);
        // A success ends the row.
        Job two = JobOf(static spec => spec with { BackoffLimit = 9, Completions = 2 });
        Assert.Equal(TimeSpan.FromSeconds(10),
            JobPlan.For(two, [PodOf('F', 0, Now.AddHours(-1)), PodOf('S', 1, Now.AddMinutes(-5)), PodOf('f', 2)], Now)
                .LookAgain);
    }

    [Fact]
    public void A_deadline_ends_the_Job()
    {
        Job job = JobOf(static spec => spec with { ActiveDeadlineSeconds = 60 });
        JobPlan started = JobPlan.For(job, [], Now);

        Assert.Equal(TimeSpan.FromSeconds(60), started.LookAgain);
        JobPlan late = JobPlan.For(job with { Status = started.Status }, [PodOf('a', 0)], Now.AddSeconds(60));
        Assert.Equal("FailureTarget:DeadlineExceeded", Conditions(late));
        Assert.Single(late.Delete);
    }

    [Fact]
    public void A_suspended_Job_has_no_Pods_and_starts_anew_when_resumed()
    {
        Job job = JobOf(static spec => spec with { Suspend = true });

        JobPlan suspended = JobPlan.For(job, [PodOf('a', 0)], Now);
        Assert.Equal("Suspended:JobSuspended", Conditions(suspended));
        Assert.Equal("Suspended", Assert.Single(suspended.Events).Reason);
        Assert.Single(suspended.Discard);
        Assert.Null(suspended.Status.StartTime);

        Job resumed = job with { Spec = job.Spec with { Suspend = false }, Status = suspended.Status };
        JobPlan again = JobPlan.For(resumed, [], Now.AddHours(1));
        Assert.Equal("False", Assert.Single(again.Status.Conditions).Status);
        Assert.Equal(Now.AddHours(1), again.Status.StartTime!.Value.Value);
        Assert.Single(again.Create);
    }

    [Fact]
    public void Failures_are_limited_by_index()
    {
        Job job = Indexed(parallelism: 2, completions: 2, spec => spec with
        {
            BackoffLimit = int.MaxValue, BackoffLimitPerIndex = 1,
        });

        // The first failure of index 0 stays until its successor has taken over the count.
        JobPlan first = JobPlan.For(job, [PodOf('f', 0, index: 0), PodOf('a', 1, index: 1)], Now);
        Assert.Empty(first.Release);
        JobPlan second = JobPlan.For(job, [PodOf('f', 0, index: 0), PodOf('a', 1, index: 1)], Now.AddSeconds(10));
        Pod next = Assert.Single(second.Create);
        Assert.Equal("1", next.Metadata.Annotations["batch.kubernetes.io/job-index-failure-count"]);
        // The second one is too many: the index has failed; with the other one done so has the Job.
        JobPlan third = JobPlan.For(
            job, [PodOf('f', 2, index: 0, failures: "1"), PodOf('a', 1, index: 1)], Now.AddMinutes(1));
        Assert.Equal("0", third.Status.FailedIndexes);
        Assert.Empty(third.Status.Conditions);
        Assert.Single(third.Release);
        JobPlan fourth = JobPlan.For(
            job with { Status = third.Status }, [PodOf('s', 1, index: 1)], Now.AddMinutes(1));
        Assert.Equal("FailureTarget:FailedIndexes", Conditions(fourth));
    }

    [Fact]
    public void Too_many_failed_indexes_fail_the_Job()
    {
        Job job = Indexed(parallelism: 3, completions: 3, static spec => spec with
        {
            BackoffLimit = int.MaxValue, BackoffLimitPerIndex = 0, MaxFailedIndexes = 1,
        });

        Assert.Equal("FailureTarget:MaxFailedIndexesExceeded", Conditions(JobPlan.For(
            job, [PodOf('f', 0, index: 0), PodOf('f', 1, index: 1), PodOf('a', 2, index: 2)], Now)));
    }

    [Theory]
    [InlineData("FailJob", "In", 42, "FailureTarget:PodFailurePolicy", 0, 1)]
    [InlineData("Ignore", "In", 42, "", 0, 0)]
    [InlineData("Ignore", "In", 7, "FailureTarget:BackoffLimitExceeded", 0, 1)] // no rule matches
    [InlineData("Ignore", "NotIn", 7, "", 0, 0)]
    [InlineData("Count", "In", 42, "FailureTarget:BackoffLimitExceeded", 0, 1)]
    public void The_pod_failure_policy_decides_by_exit_code(
        string action, string @operator, int code, string conditions, int failed, int uncounted)
    {
        Job job = JobOf(spec => spec with
        {
            BackoffLimit = 0,
            PodReplacementPolicy = "Failed",
            PodFailurePolicy = new PodFailurePolicy
            {
                Rules =
                [
                    PodFailurePolicyRule.Empty with
                    {
                        Action = action,
                        OnExitCodes = PodFailurePolicyOnExitCodesRequirement.Empty with
                        {
                            Operator = @operator, Values = [code],
                        },
                    },
                ],
            },
        });

        JobPlan plan = JobPlan.For(job, [PodOf('f', 0)], Now);

        Assert.Equal(conditions, Conditions(plan));
        Assert.Equal(
            (failed, uncounted), (plan.Status.Failed, plan.Status.UncountedTerminatedPods!.Failed.Count));
        Assert.Single(plan.Release);
        if (action == "FailJob")
        {
            Assert.Equal(
                "Container main for pod default/pod-0 failed with exit code 42 matching FailJob rule at index 0",
                plan.Status.Conditions[0].Message);
        }
    }

    [Theory]
    [InlineData("0-1", null, "s0 s1 a2", true)]
    [InlineData("0-1", null, "s0 a1 s2", false)]
    [InlineData("0-1", 1, "a0 s1 a2", true)]
    [InlineData(null, 2, "s0 a1 s2", true)]
    [InlineData(null, 2, "s0 a1 a2", false)]
    public void The_success_policy_ends_the_Job_early(string? indexes, int? count, string pods, bool met)
    {
        Job job = Indexed(parallelism: 3, completions: 3, spec => spec with
        {
            SuccessPolicy = new SuccessPolicy
            {
                Rules = [new SuccessPolicyRule { SucceededIndexes = indexes, SucceededCount = count }],
            },
        });

        JobPlan plan = JobPlan.For(job, Parse(pods), Now);

        Assert.Equal(met ? "SuccessCriteriaMet:SuccessPolicy" : "", Conditions(plan));
        Assert.Equal(met, plan.Delete.Count > 0);
        if (met)
            Assert.Equal("Matched rules at index 0", plan.Status.Conditions[0].Message);
    }

    [Fact]
    public void Restarts_in_place_count_against_the_limit()
    {
        Job job = JobOf(static spec => spec with
        {
            BackoffLimit = 2,
            Template = spec.Template with { Spec = spec.Template.Spec with { RestartPolicy = "OnFailure" } },
        });
        Pod pod = PodOf('a', 0);
        pod = pod with
        {
            Status = pod.Status with { ContainerStatuses = [ContainerStatus.Empty with { RestartCount = 2 }] },
        };

        Assert.Equal("FailureTarget:BackoffLimitExceeded", Conditions(JobPlan.For(job, [pod], Now)));
    }

    private static string Steps(Job job, string pods)
    {
        JobPlan plan = JobPlan.For(job, Parse(pods), Now.AddHours(1));
        IEnumerable<string> created = plan.Create.Count == 0 ? []
            : job.Spec.CompletionMode == "Indexed" ? plan.Create.Select(static pod => $"+{JobPod.IndexOf(pod)}")
            : [$"+{plan.Create.Count}"];
        return string.Join(" ", created
            .Concat(plan.Delete.Select(static pod => "-" + pod.Metadata.Uid))
            .Concat(plan.Discard.Select(static pod => "~" + pod.Metadata.Uid))
            .Concat(plan.Release.Select(static pod => "!" + pod.Metadata.Uid)));
    }

    private static string Conditions(JobPlan plan) => string.Join(
        " ", plan.Status.Conditions.Select(static condition => $"{condition.Type}:{condition.Reason}"));

    // "as" or "a0 s1".
    private static List<Pod> Parse(string pods) => pods.Contains(' ') || (pods.Length > 1 && char.IsDigit(pods[1]))
        ? [.. pods.Split(' ').Select(static (pod, number) => PodOf(pod[0], number, index: pod[1] - '0'))]
        : [.. pods.Select(static (state, number) => PodOf(state, number))];

    private static Pod PodOf(
        char state, int number, DateTimeOffset? finished = null, int? index = null, string failures = "0")
    {
        bool ended = state is 's' or 'f' or 'S' or 'F';
        Dictionary<string, string> annotations = new() { ["batch.kubernetes.io/job-index-failure-count"] = failures };
        if (index is not null)
            annotations["batch.kubernetes.io/job-completion-index"] = $"{index}";
        return new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = $"pod-{number}",
                Namespace = "default",
                Uid = $"{number}",
                Annotations = annotations,
                Finalizers = state is 'S' or 'F' ? [] : ["batch.kubernetes.io/job-tracking"],
                DeletionTimestamp = state == 't' ? new Time(Now) : null,
            },
            Status = PodStatus.Empty with
            {
                Phase = char.ToLowerInvariant(state) switch { 's' => "Succeeded", 'f' => "Failed", _ => "Running" },
                ContainerStatuses = !ended ? [] :
                [
                    ContainerStatus.Empty with
                    {
                        Name = "main",
                        State = ContainerState.Empty with
                        {
                            Terminated = ContainerStateTerminated.Empty with
                            {
                                ExitCode = state is 's' or 'S' ? 0 : 42, FinishedAt = new Time(finished ?? Now),
                            },
                        },
                    },
                ],
            },
        };
    }

    private static Job JobOf(Func<JobSpec, JobSpec> with) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "work", Namespace = "default", Uid = "job" },
        Spec = with(JobSpec.Empty with
        {
            Parallelism = 1,
            Completions = 1,
            BackoffLimit = 6,
            Template = Workloads.Template("work", "work:1"),
        }),
    };

    private static Job Indexed(int parallelism, int completions, Func<JobSpec, JobSpec>? with = null) =>
        JobOf(spec => (with ?? (static same => same))(spec with
        {
            Parallelism = parallelism, Completions = completions, CompletionMode = "Indexed",
        }));
}
