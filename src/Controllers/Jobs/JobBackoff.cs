using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Jobs;

/// <summary>
/// How long a Job waits before it tries again: ten seconds after the first failure in a row, twice as long after each
/// further one, ten minutes at most. Read from the Pods themselves, so that a restart of the controller forgets
/// nothing. Pure.
/// </summary>
internal static class JobBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Max = TimeSpan.FromMinutes(10);

    /// <summary>How long still; zero when a Pod may be created now.</summary>
    public static TimeSpan Remaining(Job job, IReadOnlyList<Pod> pods, DateTimeOffset now)
    {
        DateTimeOffset lastSuccess = DateTimeOffset.MinValue, lastFailure = DateTimeOffset.MinValue;
        foreach (Pod pod in pods)
        {
            if (pod.Status.Phase == "Succeeded" && JobPod.FinishedAt(pod, now) is var ended && ended > lastSuccess)
                lastSuccess = ended;
        }
        int failures = 0;
        foreach (Pod pod in pods)
        {
            if (!JobPod.IsFailed(job, pod) || JobPod.FinishedAt(pod, now) is var failed && failed < lastSuccess)
                continue;
            failures++;
            lastFailure = failed > lastFailure ? failed : lastFailure;
        }
        return Rest(failures, lastFailure, now);
    }

    /// <summary>The same for one index, by the failed Pod that is to be replaced.</summary>
    public static TimeSpan Remaining(Pod? replaced, DateTimeOffset now) => replaced is null
        ? TimeSpan.Zero
        : Rest(JobPod.AllFailuresOf(replaced) + 1, JobPod.FinishedAt(replaced, now), now);

    private static TimeSpan Rest(int failures, DateTimeOffset lastFailure, DateTimeOffset now)
    {
        if (failures == 0)
            return TimeSpan.Zero;
        TimeSpan pause = First * Math.Pow(2, Math.Min(failures - 1, 10));
        TimeSpan rest = lastFailure + (pause < Max ? pause : Max) - now;
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
