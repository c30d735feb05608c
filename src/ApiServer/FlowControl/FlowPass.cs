using Kubesharp.Api.FlowControl;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>Why a request got no seat; upstream's labels of apiserver_flowcontrol_rejected_requests_total.</summary>
public enum FlowRefusal
{
    None,
    /// <summary>The level keeps no queue and all its seats are taken.</summary>
    ConcurrencyLimit,
    /// <summary>The flow's queue is as long as it may be.</summary>
    QueueFull,
    /// <summary>It waited as long as a request may wait.</summary>
    TimeOut,
}

/// <summary>
/// One request's way through flow control: where it was put, and the seats to give back when it is done.
/// </summary>
public sealed class FlowPass : IDisposable
{
    private readonly PriorityLevel level;
    private readonly FairQueue? queue;
    private readonly int seats;
    private readonly long started;
    private int ended;

    internal FlowPass(
        FlowSchema schema, PriorityLevel level, FlowRefusal refusal, FairQueue? queue, int seats, long started)
    {
        Schema = schema;
        this.level = level;
        Refusal = refusal;
        this.queue = queue;
        this.seats = seats;
        this.started = started;
    }

    /// <summary>The schema that the request matched.</summary>
    public FlowSchema Schema { get; }
    /// <summary>The uid of its priority level, for the response's header; empty before it is stored.</summary>
    public string LevelUid => level.Uid;
    /// <summary>None: the request may run until this is disposed.</summary>
    public FlowRefusal Refusal { get; }

    /// <summary>Gives the seats back. More than once is once.</summary>
    public void Dispose()
    {
        if (Refusal == FlowRefusal.None && Interlocked.Exchange(ref ended, 1) == 0)
            level.Leave(Schema.Metadata.Name, queue, seats, started);
    }
}
