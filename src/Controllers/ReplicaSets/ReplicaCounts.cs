using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ReplicaSets;

/// <summary>How many of a workload's Pods there are in each respect.</summary>
internal readonly record struct ReplicaCounts(int Replicas, int FullyLabeled, int Ready, int Available, int Terminating)
{
    /// <param name="labels">Those of the template.</param>
    public static ReplicaCounts Of(
        IReadOnlyList<Pod> pods, IReadOnlyDictionary<string, string> labels, int minReadySeconds, DateTimeOffset now)
    {
        int replicas = 0, labelled = 0, ready = 0, available = 0, terminating = 0;
        foreach (Pod pod in pods)
        {
            if (PodState.IsTerminating(pod))
                terminating++;
            if (!PodState.IsActive(pod))
                continue;
            replicas++;
            if (HasAll(pod.Metadata.Labels, labels))
                labelled++;
            if (PodState.IsReady(pod))
                ready++;
            if (PodState.IsAvailable(pod, minReadySeconds, now))
                available++;
        }
        return new(replicas, labelled, ready, available, terminating);
    }

    private static bool HasAll(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted)
    {
        foreach ((string key, string value) in wanted)
        {
            if (!labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        return true;
    }
}
