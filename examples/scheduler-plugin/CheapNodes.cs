using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Examples.SchedulerPlugin;

/// <summary>
/// Prefers nodes with a low label example.com/price (0 to 100), and keeps thrifty Pods off dear ones.
/// </summary>
public sealed class CheapNodes : IFilterPlugin, IScorePlugin
{
    private const long Dear = 50;
    private static readonly Status TooDear = Status.Unresolvable("node(s) were too dear");

    public string Name => nameof(CheapNodes);

    // What can help a Pod that was rejected here: another node, or another price.
    public IReadOnlyList<EventRegistration> Events { get; } =
        [new(EventResource.Node, EventAction.Add | EventAction.NodeLabels)];

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node) =>
        pod.Pod.Metadata.Labels.ContainsKey("example.com/thrifty") && PriceOf(node) > Dear ? TooDear : Status.Success;

    public long Score(CycleState state, PodInfo pod, NodeInfo node) => 100 - PriceOf(node);

    private static long PriceOf(NodeInfo node) =>
        node.Node.Metadata.Labels.TryGetValue("example.com/price", out string? text)
            && long.TryParse(text, out long price) ? Math.Clamp(price, 0, 100) : 100;
}
