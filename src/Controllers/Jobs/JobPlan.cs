using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.ReplicaSets;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Jobs;

/// <summary>An event to record about the Job.</summary>
internal readonly record struct JobEvent(string Type, string Reason, string Message);

/// <summary>
/// What a Job does next, from the Job and its Pods alone. A Pod that has ended is first written down as uncounted (or
/// its index as completed), then loses its finalizer, and counts once it has lost it: so none is counted twice, none
/// is missed, whatever happens in between. Pure.
/// </summary>
internal sealed record JobPlan
{
    /// <summary>Pods to create.</summary>
    public IReadOnlyList<Pod> Create { get; private init; } = [];
    /// <summary>Pods to delete; they are counted when they have ended.</summary>
    public IReadOnlyList<Pod> Delete { get; private init; } = [];
    /// <summary>Pods to delete that are never counted: there are too many, or the Job is suspended.</summary>
    public IReadOnlyList<Pod> Discard { get; private init; } = [];
    /// <summary>Pods that lose their finalizer once the status is written.</summary>
    public IReadOnlyList<Pod> Release { get; private init; } = [];
    public required JobStatus Status { get; init; }
    public IReadOnlyList<JobEvent> Events { get; private init; } = [];
    /// <summary>When time alone changes the plan; null when it does not.</summary>
    public TimeSpan? LookAgain { get; private init; }

    public static JobPlan For(Job job, IReadOnlyList<Pod> pods, DateTimeOffset now) =>
        new Planning(job, pods, now).Run();

    private sealed class Planning
    {
        // So that neither the status nor one pass grows without bound: the rest follows in the next pass.
        private const int UncountedMax = 500;
        private const int CreateDeleteMax = 500;

        private readonly Job job;
        private readonly IReadOnlyList<Pod> pods;
        private readonly DateTimeOffset now;
        private readonly JobTally tally;
        private readonly List<Pod> active;
        private readonly List<JobEvent> events = [];
        private JobStatus status;
        private JobPlan plan;
        private TimeSpan? lookAgain;

        public Planning(Job job, IReadOnlyList<Pod> pods, DateTimeOffset now)
        {
            this.job = job;
            this.pods = pods;
            this.now = now;
            tally = JobTally.Of(job, pods);
            active = [.. pods.Where(PodState.IsActive)];
            status = job.Status;
            plan = new JobPlan { Status = status };
        }

        private bool IsSuspended => job.Spec.Suspend == true;

        public JobPlan Run()
        {
            // The deadline is for the time that a Job is active in one go.
            bool resumes = JobConditions.Find(job, JobConditions.Suspended) is not null;
            if (!IsSuspended && (status.StartTime is null || resumes))
                status = status with { StartTime = new Time(now) };
            JobCondition? outcome = JobOutcome.For(job, pods, tally, status.StartTime, now);
            if (outcome is not null)
                plan = plan with { Delete = active };
            else if (job.Metadata.DeletionTimestamp is null)
            {
                WaitForDeadline();
                Manage();
                outcome = Completed();
                if (outcome is null)
                    Suspend();
            }

            bool cut = Count(outcome);
            Report();
            if (outcome is not null)
                Finish(outcome, cut);
            return plan with { Status = status, Events = events, LookAgain = lookAgain };
        }

        private void WaitForDeadline()
        {
            if (job.Spec.ActiveDeadlineSeconds is { } seconds && !IsSuspended && status.StartTime is { } start)
                Wait(start.Value.AddSeconds(seconds) - now);
        }

        private void Wait(TimeSpan delay) => lookAgain = lookAgain is null || delay < lookAgain ? delay : lookAgain;

        /// <summary>Brings the number of active Pods to what it should be: deletes or creates, never both.</summary>
        private void Manage()
        {
            int wanted = Wanted();
            List<Pod> surplus = Surplus(Math.Max(0, active.Count - wanted));
            if (surplus.Count > 0)
            {
                plan = plan with { Discard = [.. surplus.Take(IsSuspended ? surplus.Count : CreateDeleteMax)] };
                return;
            }
            int ending = JobPod.ReplacesFailedOnly(job) ? pods.Count(PodState.IsTerminating) : 0;
            int missing = Math.Min(wanted - ending - active.Count, CreateDeleteMax);
            if (missing <= 0 || IsSuspended)
                return;
            if (job.Spec.BackoffLimitPerIndex is null
                && JobBackoff.Remaining(job, pods, now) is var rest && rest > TimeSpan.Zero)
            {
                Wait(rest);
                return;
            }
            plan = plan with
            {
                Create = tally.Completions is { } completions && tally.IsIndexed
                    ? [.. Pending(completions, missing).Select(index =>
                        JobPod.New(job, index, tally.ToReplace.GetValueOrDefault(index)))]
                    : [.. Enumerable.Repeat(JobPod.New(job, null, null), missing)],
            };
        }

        private int Wanted()
        {
            if (IsSuspended)
                return 0;
            int parallelism = job.Spec.Parallelism ?? 1;
            if (job.Spec.Completions is not { } completions)
                return tally.Succeeded > 0 ? active.Count : parallelism;
            return Math.Max(0, Math.Min(parallelism, completions - tally.Succeeded));
        }

        private List<Pod> Surplus(int atLeast)
        {
            PodDeletionOrder order = new(new Dictionary<string, int>(), now);
            List<Pod> surplus = [], rest = active;
            if (tally.IsIndexed)
            {
                // One Pod an index, and none for an index that there is not.
                rest = [];
                foreach (IGrouping<int?, Pod> index in active.GroupBy(JobPod.IndexOf))
                {
                    List<Pod> ordered = [.. index.Order(order)];
                    int kept = index.Key is { } number && number < tally.Completions ? 1 : 0;
                    surplus.AddRange(ordered.Take(ordered.Count - kept));
                    rest.AddRange(ordered.Skip(ordered.Count - kept));
                }
            }
            surplus.AddRange(rest.Order(order).Take(Math.Max(0, atLeast - surplus.Count)));
            return surplus;
        }

        private List<int> Pending(int completions, int count)
        {
            IEnumerable<Pod> taken = JobPod.ReplacesFailedOnly(job)
                ? active.Concat(pods.Where(PodState.IsTerminating)) : active;
            IndexSet settled = tally.SucceededIndexes
                .With(taken.Select(JobPod.IndexOf).OfType<int>())
                .With(tally.FailedIndexes ?? IndexSet.Empty);
            List<int> pending = [.. settled.Missing(completions).Take(count)];
            if (job.Spec.BackoffLimitPerIndex is null)
                return pending;
            List<int> ready = [];
            foreach (int index in pending)
            {
                TimeSpan rest = JobBackoff.Remaining(tally.ToReplace.GetValueOrDefault(index), now);
                if (rest > TimeSpan.Zero)
                    Wait(rest);
                else
                    ready.Add(index);
            }
            return ready;
        }

        private JobCondition? Completed()
        {
            int left = active.Count + plan.Create.Count - plan.Discard.Count;
            bool reached = job.Spec.Completions is { } completions
                ? tally.Succeeded >= completions : tally.Succeeded > 0;
            return reached && left == 0
                ? JobConditions.True(JobConditions.SuccessCriteriaMet, "CompletionsReached",
                    "Reached expected number of succeeded pods", now)
                : null;
        }

        private void Suspend()
        {
            IReadOnlyList<JobCondition> conditions = JobConditions.Set(status.Conditions, IsSuspended
                ? JobConditions.True(JobConditions.Suspended, "JobSuspended", "Job suspended", now)
                : JobConditions.Of(JobConditions.Suspended, "False", "JobResumed", "Job resumed", now));
            if (conditions == status.Conditions)
                return;
            events.Add(IsSuspended
                ? new("Normal", "Suspended", "Job suspended") : new("Normal", "Resumed", "Job resumed"));
            status = status with { Conditions = conditions };
        }

        /// <summary>Writes down what has ended; true when there was more than fits into one pass.</summary>
        private bool Count(JobCondition? outcome)
        {
            HashSet<string> discarded = [.. plan.Discard.Select(static pod => pod.Metadata.Uid)];
            HashSet<string> kept = [.. tally.ToReplace.Values.Select(static pod => pod.Metadata.Uid)];
            HashSet<string> tracked = [.. pods.Where(JobPod.IsTracked).Select(static pod => pod.Metadata.Uid)];
            UncountedTerminatedPods before = status.UncountedTerminatedPods ?? UncountedTerminatedPods.Empty;
            List<string> succeeded = [.. before.Succeeded.Where(tracked.Contains)];
            List<string> failed = [.. before.Failed.Where(tracked.Contains)];
            status = status with
            {
                Succeeded = status.Succeeded + before.Succeeded.Count - succeeded.Count,
                Failed = status.Failed + before.Failed.Count - failed.Count,
            };

            List<Pod> release = [];
            List<int> indexes = [];
            bool cut = false;
            foreach (Pod pod in pods.Where(JobPod.IsTracked).OrderBy(JobPod.IndexOf))
            {
                bool isFailed = JobPod.IsFailed(job, pod);
                string uid = pod.Metadata.Uid;
                if (discarded.Contains(uid) || !MayRelease(pod, isFailed && !kept.Contains(uid), outcome is not null))
                    continue;
                release.Add(pod);
                if (pod.Status.Phase == "Succeeded" && !failed.Contains(uid))
                {
                    if (tally.IsIndexed)
                        indexes.AddRange(tally.IsValid(pod) ? [JobPod.IndexOf(pod)!.Value] : []);
                    else if (!succeeded.Contains(uid))
                        succeeded.Add(uid);
                }
                // When the Job has failed, whatever still ran has failed with it.
                else if ((isFailed || outcome is { Type: not JobConditions.SuccessCriteriaMet })
                    && !failed.Contains(uid) && tally.IsValid(pod) && PodFailureRules.Judge(job, pod).Counts)
                    failed.Add(uid);
                cut = indexes.Count + succeeded.Count + failed.Count >= UncountedMax;
                if (cut)
                    break;
            }
            plan = plan with { Release = release };
            status = status with
            {
                UncountedTerminatedPods = UncountedTerminatedPods.Empty with { Succeeded = succeeded, Failed = failed },
            };
            if (tally.IsIndexed)
            {
                IndexSet completed = tally.CountedIndexes.With(indexes);
                status = status with
                {
                    CompletedIndexes = completed.ToString(),
                    Succeeded = completed.Count,
                    FailedIndexes = tally.FailedIndexes?.ToString(),
                };
            }
            return cut;
        }

        // The failed Pod of an index stays until its successor has taken over its count of failures.
        private bool MayRelease(Pod pod, bool isFailedAndReplaced, bool isOver) => isFailedAndReplaced || isOver
            || job.Metadata.DeletionTimestamp is not null || pod.Status.Phase == "Succeeded";

        private void Report()
        {
            int gone = plan.Delete.Count + plan.Discard.Count;
            HashSet<string> going = [.. plan.Delete.Concat(plan.Discard).Select(static pod => pod.Metadata.Uid)];
            status = status with
            {
                Active = active.Count + plan.Create.Count - gone,
                Ready = active.Count(pod => PodState.IsReady(pod) && !going.Contains(pod.Metadata.Uid)),
                Terminating = pods.Count(PodState.IsTerminating) + gone,
            };
        }

        /// <summary>
        /// First the interim condition; the final one when every Pod has been counted and has ended.
        /// </summary>
        private void Finish(JobCondition outcome, bool cut)
        {
            status = status with { Conditions = JobConditions.Set(status.Conditions, outcome) };
            bool open = cut || plan.Release.Count > 0 || status.Terminating > 0
                || status.UncountedTerminatedPods is { Succeeded.Count: > 0 } or { Failed.Count: > 0 };
            if (open)
                return;
            bool complete = outcome.Type == JobConditions.SuccessCriteriaMet;
            status = status with
            {
                Conditions = JobConditions.Set(status.Conditions, JobConditions.True(
                    complete ? JobConditions.Complete : JobConditions.Failed, outcome.Reason, outcome.Message, now)),
                CompletionTime = complete ? new Time(now) : status.CompletionTime,
            };
            if (!complete)
            {
                events.Add(new("Warning", outcome.Reason, outcome.Message));
                return;
            }
            if (job.Spec.Completions is { } completions && status.Succeeded > completions)
            {
                events.Add(new("Warning", "TooManySucceededPods",
                    "Too many succeeded pods running after completion count reached"));
            }
            events.Add(new("Normal", "Completed", "Job completed"));
        }
    }
}
