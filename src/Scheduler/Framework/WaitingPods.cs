using System.Collections.Concurrent;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Framework;

/// <summary>The Pods that Permit plugins hold back. Safe from any thread.</summary>
public sealed class WaitingPods
{
    private readonly ConcurrentDictionary<string, WaitingPod> waiting = new(StringComparer.Ordinal);

    public IReadOnlyCollection<WaitingPod> All => [.. waiting.Values];

    public WaitingPod? Find(string uid) => waiting.GetValueOrDefault(uid);

    internal WaitingPod Add(PodInfo pod, IReadOnlyList<string> plugins)
    {
        WaitingPod added = new(pod, plugins);
        waiting[pod.Uid] = added;
        return added;
    }

    internal void Remove(string uid) => waiting.TryRemove(uid, out _);
}

/// <summary>A Pod that waits until every plugin that holds it has allowed it, or one rejects it.</summary>
public sealed class WaitingPod(PodInfo pod, IReadOnlyList<string> plugins)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> holding = new(plugins, StringComparer.Ordinal);
    private readonly TaskCompletionSource<Status> verdict = new(SynchronizationContext.Current is null
        ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    public PodInfo Pod => pod;

    public IReadOnlyCollection<string> HeldBy
    {
        get
        {
            lock (gate)
                return [.. holding];
        }
    }

    internal Task<Status> Verdict => verdict.Task;

    public void Allow(string plugin)
    {
        lock (gate)
        {
            holding.Remove(plugin);
            if (holding.Count > 0)
                return;
        }
        verdict.TrySetResult(Status.Success);
    }

    public void Reject(string plugin, string reason) =>
        verdict.TrySetResult(Status.Unschedulable($"pod \"{pod.Pod.Metadata.Name}\" rejected by {plugin}: {reason}"));
}
