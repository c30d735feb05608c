using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Jobs;

/// <summary>How far a Job is: what its status has counted and what its Pods add to that. Pure.</summary>
internal sealed class JobTally
{
    private JobTally(Job job)
    {
        IsIndexed = job.Spec.CompletionMode == "Indexed";
        Completions = job.Spec.Completions;
    }

    public bool IsIndexed { get; }
    public int? Completions { get; }
    public int Succeeded { get; private init; }
    public int Failed { get; private init; }
    /// <summary>Indexes that the status lists.</summary>
    public IndexSet CountedIndexes { get; private init; } = IndexSet.Empty;
    /// <summary>Those and the ones of Pods that have succeeded since.</summary>
    public IndexSet SucceededIndexes { get; private init; } = IndexSet.Empty;
    /// <summary>Indexes that are not tried again; null unless the Job limits failures by index.</summary>
    public IndexSet? FailedIndexes { get; private init; }
    /// <summary>By index the failed Pod that the next one replaces; only where failures are limited by index.</summary>
    public IReadOnlyDictionary<int, Pod> ToReplace { get; private init; } = new Dictionary<int, Pod>();

    /// <summary>The Pod can count: of an Indexed Job it has an index that there is.</summary>
    public bool IsValid(Pod pod) => !IsIndexed || (JobPod.IndexOf(pod) is { } index && index < Completions);

    public static JobTally Of(Job job, IReadOnlyList<Pod> pods)
    {
        JobTally shape = new(job);
        UncountedTerminatedPods uncounted = job.Status.UncountedTerminatedPods ?? UncountedTerminatedPods.Empty;
        HashSet<string> countedSucceeded = [.. uncounted.Succeeded], countedFailed = [.. uncounted.Failed];
        List<Pod> open = [.. pods.Where(pod => JobPod.IsTracked(pod) && shape.IsValid(pod))];
        int succeeded = job.Status.Succeeded + uncounted.Succeeded.Count + open.Count(pod =>
            pod.Status.Phase == "Succeeded" && !countedSucceeded.Contains(pod.Metadata.Uid));
        int failed = job.Status.Failed + uncounted.Failed.Count + open.Count(pod =>
            JobPod.IsFailed(job, pod) && !countedFailed.Contains(pod.Metadata.Uid)
            && PodFailureRules.Judge(job, pod).Counts);
        if (!shape.IsIndexed)
            return new(job) { Succeeded = succeeded, Failed = failed };

        int completions = job.Spec.Completions ?? 0;
        IndexSet counted = IndexSet.Parse(job.Status.CompletedIndexes, completions);
        IndexSet all = counted.With(open.Where(static pod => pod.Status.Phase == "Succeeded")
            .Select(static pod => JobPod.IndexOf(pod)!.Value));
        IndexSet? failedIndexes = job.Spec.BackoffLimitPerIndex is { } limit
            ? IndexSet.Parse(job.Status.FailedIndexes ?? "", completions)
                .With(open.Where(pod => FailsIndex(job, pod, limit)).Select(static pod => JobPod.IndexOf(pod)!.Value))
            : null;
        return new(job)
        {
            Succeeded = all.Count,
            Failed = failed,
            CountedIndexes = counted,
            SucceededIndexes = all,
            FailedIndexes = failedIndexes,
            ToReplace = failedIndexes is null
                ? new Dictionary<int, Pod>()
                : LastFailed(job, pods, open, all.With(failedIndexes)),
        };
    }

    private static bool FailsIndex(Job job, Pod pod, int limit)
    {
        if (!JobPod.IsFailed(job, pod))
            return false;
        PodVerdict verdict = PodFailureRules.Judge(job, pod);
        return verdict.FailsIndex || (verdict.Counts && JobPod.FailuresOf(pod) >= limit);
    }

    private static Dictionary<int, Pod> LastFailed(
        Job job, IReadOnlyList<Pod> pods, List<Pod> open, IndexSet settled)
    {
        HashSet<int?> active = [.. pods.Where(PodState.IsActive).Select(JobPod.IndexOf)];
        Dictionary<int, Pod> last = [];
        foreach (Pod pod in open)
        {
            int index = JobPod.IndexOf(pod)!.Value;
            if (!JobPod.IsFailed(job, pod) || settled.Contains(index) || active.Contains(index))
                continue;
            if (!last.TryGetValue(index, out Pod? known) || JobPod.AllFailuresOf(known) <= JobPod.AllFailuresOf(pod))
                last[index] = pod;
        }
        return last;
    }
}
