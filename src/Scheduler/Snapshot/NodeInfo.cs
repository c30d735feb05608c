using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// A node, its Pods and their sums. Changed only by the scheduling loop, which owns the <see cref="SchedulerCache"/>.
/// </summary>
public sealed class NodeInfo(Node node)
{
    private readonly Dictionary<string, PodInfo> pods = new(StringComparer.Ordinal);

    public Node Node { get; private set; } = node;
    public Resources Allocatable { get; private set; } = Resources.From(node.Status.Allocatable);
    public long AllowedPods { get; private set; } = AllowedPodsOf(node);
    public Resources Requested { get; } = new();
    public Resources RequestedForScoring { get; } = new();
    public IReadOnlyCollection<PodInfo> Pods => pods.Values;

    public void Update(Node changed)
    {
        Node = changed;
        Allocatable = Resources.From(changed.Status.Allocatable);
        AllowedPods = AllowedPodsOf(changed);
    }

    public void Add(PodInfo pod)
    {
        Remove(pod.Pod.Metadata.Uid);
        pods[pod.Pod.Metadata.Uid] = pod;
        Requested.Add(pod.Requested);
        RequestedForScoring.Add(pod.RequestedForScoring);
    }

    public bool Remove(string uid)
    {
        if (!pods.Remove(uid, out PodInfo? pod))
            return false;
        Requested.Subtract(pod.Requested);
        RequestedForScoring.Subtract(pod.RequestedForScoring);
        return true;
    }

    private static long AllowedPodsOf(Node node) =>
        node.Status.Allocatable.TryGetValue("pods", out Api.Quantity pods) ? pods.Value : 0;
}
