namespace Kubesharp.ApiServer.FlowControl;

/// <summary>A request that waits for seats. Owned by its level's lock.</summary>
internal sealed class FlowWaiter(ulong flow, int seats)
{
    public TaskCompletionSource<FlowRefusal> Turn { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ulong Flow => flow;
    public int Seats => seats;
    /// <summary>Where it waits; null once it was seated or turned away.</summary>
    public LinkedListNode<FlowWaiter>? Place { get; set; }
    public FairQueue? Queue { get; set; }
}

/// <summary>
/// One queue of a level. Its start tag says how much work, in seat-seconds, its requests have been given so far; the
/// queue with the least goes next (start-time fair queueing). Owned by its level's lock.
/// </summary>
internal sealed class FairQueue
{
    public LinkedList<FlowWaiter> Waiting { get; } = [];
    public double Start { get; set; }
    public int SeatsWaiting { get; set; }
    public int SeatsInUse { get; set; }
}
