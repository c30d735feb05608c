using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.PodWorkers;

namespace Kubesharp.Kubelet.Shutdown;

/// <summary>
/// Ends this node's Pods because the machine goes down: those of the lowest priority first, each group within its own
/// span, while the Node says that it is not ready and takes no Pod (KEP-2000, KEP-2712).
/// </summary>
/// <remarks>One loop waits and works; <see cref="Begin"/> may be called from anywhere, more than once.</remarks>
internal sealed class NodeShutdown(NodeContext node, PodWorkerPool pool, Func<Node?> self)
{
    public const string NotReady = "node is shutting down";
    private const string Message = "Pod was terminated in response to imminent node shutdown.";

    private readonly TaskCompletionSource begun = Loop.NewSignal();
    private readonly TaskCompletionSource ended = Loop.NewSignal();

    public bool HasBegun => begun.Task.IsCompleted;

    /// <summary>Completes when nothing of any Pod runs, or all the time is over.</summary>
    public Task Ended => ended.Task;

    /// <summary>Called when it has begun.</summary>
    public Action? Began { get; set; }

    /// <returns>False when this node does not end its Pods for a shutdown.</returns>
    public bool Begin()
    {
        if (!node.Options.Shutdown.IsOn)
            return false;
        if (begun.TrySetResult())
            Began?.Invoke();
        return true;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await begun.Task.WaitAsync(cancellationToken);
        node.Log("the machine goes down: Pods are ended");
        if (self() is { } about)
            node.Events.Normal(about, "NodeShutdown", "Shutdown manager detected shutdown event");
        foreach ((ShutdownGrace group, IReadOnlyList<Pod> pods) in Groups(pool.Pods, node.Options.Shutdown.Graces))
            await EndAsync(group, pods, cancellationToken);
        node.Log("Pods have ended: the machine may go down");
        ended.TrySetResult();
        // Whatever comes, this kubelet takes no Pod any more.
        await Task.Delay(Timeout.InfiniteTimeSpan, node.Time, cancellationToken);
    }

    /// <summary>Pods by the group that their priority falls in, the lowest group first. Pure.</summary>
    internal static IReadOnlyList<(ShutdownGrace Group, IReadOnlyList<Pod> Pods)> Groups(
        IEnumerable<Pod> pods, IReadOnlyList<ShutdownGrace> graces)
    {
        ShutdownGrace[] order = [.. graces.OrderBy(static grace => grace.Priority)];
        ILookup<ShutdownGrace, Pod> groups = pods.ToLookup(pod =>
            // What is below all of them goes with the lowest.
            order.LastOrDefault(grace => grace.Priority <= (pod.Spec.Priority ?? 0)) ?? order[0]);
        return [.. order.Select(grace => (grace, (IReadOnlyList<Pod>)[.. groups[grace]]))];
    }

    private async Task EndAsync(ShutdownGrace group, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        List<Task> ends = [];
        foreach (Pod pod in pods.Where(static pod => !PodState.IsTerminal(pod.Status.Phase)))
        {
            TimeSpan own = TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30);
            // One that is being deleted is on its way already.
            if (pod.Metadata.DeletionTimestamp is null)
            {
                pool.Evict(pod.Metadata.Uid, new PodEnding("Terminated", Message)
                {
                    IsByNode = true, Grace = own < group.Grace ? own : group.Grace,
                });
            }
            ends.Add(pool.Ended(pod.Metadata.Uid));
        }
        try
        {
            await Task.WhenAll(ends).WaitAsync(group.Grace, node.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            node.Log(string.Create(
                CultureInfo.InvariantCulture,
                $"some of the {pods.Count} Pods of priority {group.Priority} have not ended within {group.Grace}"));
        }
    }
}
