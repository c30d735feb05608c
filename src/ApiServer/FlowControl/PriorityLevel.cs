using Kubesharp.Api.FlowControl;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>
/// The seats and queues of one priority level.
/// </summary>
/// <remarks>
/// All state is owned by the lock. Seats in use exceed the limit only while a lowered limit is being reached, or by one
/// request that is wider than the whole level and runs alone.
/// </remarks>
internal sealed class PriorityLevel
{
    // What a request is taken to last until it has ended; then the queue is charged what it really took.
    private const double ExpectedSeconds = 0.003;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<PriorityLevel> onShortage;
    private FairQueue[] queues = [];
    private readonly List<FairQueue> active = [];
    private int handSize;
    private int queueLengthLimit;
    private double virtualTime;
    private int waiting;
    private int executing;
    private int seatsWaiting;
    private int seatsInUse;
    private int limit;

    /// <param name="name">The level's name.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onShortage">Called without the lock when requests wait: seats may be had from other levels.</param>
    public PriorityLevel(string name, TimeProvider time, Action<PriorityLevel> onShortage)
    {
        Name = name;
        this.time = time;
        this.onShortage = onShortage;
        Metrics = new(name);
    }

    public string Name { get; }
    public string Uid { get; private set; } = "";
    public bool IsExempt { get; private set; }
    public PriorityLevelConfigurationSpec Spec { get; private set; } = PriorityLevelConfigurationSpec.Empty;
    public LevelMetrics Metrics { get; }

    public int Limit { get { lock (gate) return limit; } }
    public int Waiting { get { lock (gate) return waiting; } }
    public int Executing { get { lock (gate) return executing; } }
    public int SeatsInUse { get { lock (gate) return seatsInUse; } }
    /// <summary>What the level could use right now.</summary>
    public int SeatsWanted { get { lock (gate) return seatsInUse + seatsWaiting; } }

    /// <summary>Takes a new spec over. Requests that wait go on waiting, in the queues of the new shape.</summary>
    public void Configure(PriorityLevelConfiguration configuration)
    {
        lock (gate)
        {
            Uid = configuration.Metadata.Uid;
            Spec = configuration.Spec;
            IsExempt = Spec.Type == PriorityLevelEnablement.Exempt;
            QueuingConfiguration? queuing = Spec.Limited?.LimitResponse.Queuing;
            int count = IsExempt || Spec.Limited?.LimitResponse.Type != LimitResponseType.Queue ? 0
                : Math.Max(1, queuing?.Queues ?? 64);
            handSize = Math.Clamp(queuing?.HandSize ?? 8, 1, Math.Max(1, count));
            queueLengthLimit = Math.Max(1, queuing?.QueueLengthLimit ?? 50);
            if (count != queues.Length)
                Requeue(count);
            Dispatch();
        }
    }

    public void SetLimit(int seats)
    {
        lock (gate)
        {
            limit = seats;
            Dispatch();
        }
    }

    /// <summary>Returns once the request has its seats, or why it gets none.</summary>
    /// <exception cref="OperationCanceledException">The client went away while it waited.</exception>
    public async ValueTask<FlowPass> EnterAsync(
        FlowSchema schema, ulong flow, int seats, TimeSpan patience, CancellationToken cancellationToken)
    {
        FlowWaiter waiter;
        lock (gate)
        {
            if (IsExempt)
                return Seated(schema, null, 0, TimeSpan.Zero);
            if (waiting == 0 && HasRoomFor(seats))
                return Seated(schema, queues.Length == 0 ? null : QueueOf(flow), seats, TimeSpan.Zero);
            if (queues.Length == 0)
                return Refused(schema, FlowRefusal.ConcurrencyLimit);
            FairQueue queue = QueueOf(flow);
            if (queue.Waiting.Count >= queueLengthLimit)
                return Refused(schema, FlowRefusal.QueueFull);
            waiter = new(flow, seats);
            Enqueue(queue, waiter);
            waiting++;
            seatsWaiting += seats;
        }
        onShortage(this);
        long since = time.GetTimestamp();
        FlowRefusal refusal = await TurnOf(waiter, patience, cancellationToken);
        lock (gate)
        {
            TimeSpan waited = time.GetElapsedTime(since);
            if (refusal != FlowRefusal.None)
                return Refused(schema, refusal, waited);
            Metrics.Dispatched(schema.Metadata.Name, waited);
            return new(schema, this, FlowRefusal.None, waiter.Queue, seats, time.GetTimestamp());
        }
    }

    /// <summary>Gives seats back and lets the next ones in.</summary>
    public void Leave(string schema, FairQueue? queue, int seats, long started)
    {
        bool shortage;
        lock (gate)
        {
            TimeSpan took = time.GetElapsedTime(started);
            executing--;
            seatsInUse -= seats;
            Metrics.Executed(schema, took);
            if (queue is not null)
            {
                queue.SeatsInUse -= seats;
                queue.Start += seats * (took.TotalSeconds - ExpectedSeconds);
            }
            Dispatch();
            shortage = waiting > 0;
        }
        if (shortage)
            onShortage(this);
    }

    private async Task<FlowRefusal> TurnOf(
        FlowWaiter waiter, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return GiveUp(waiter) ? FlowRefusal.TimeOut : FlowRefusal.None;
        }
        catch (OperationCanceledException)
        {
            // It may have been seated in this very moment: then the seats go back.
            if (!GiveUp(waiter))
                Leave("", waiter.Queue, waiter.Seats, time.GetTimestamp());
            throw;
        }
    }

    // True when it was still waiting.
    private bool GiveUp(FlowWaiter waiter)
    {
        lock (gate)
        {
            if (waiter.Place is null)
                return false;
            Remove(waiter);
            return true;
        }
    }

    private bool HasRoomFor(int seats) => seatsInUse == 0 || seatsInUse + seats <= limit;

    private FlowPass Seated(FlowSchema schema, FairQueue? queue, int seats, TimeSpan waited)
    {
        executing++;
        seatsInUse += seats;
        if (queue is not null)
        {
            // An idle queue starts where the busy ones are: idleness earns no credit.
            queue.Start = Math.Max(queue.Start, virtualTime) + (seats * ExpectedSeconds);
            queue.SeatsInUse += seats;
        }
        Metrics.Dispatched(schema.Metadata.Name, waited);
        return new(schema, this, FlowRefusal.None, queue, seats, time.GetTimestamp());
    }

    private FlowPass Refused(FlowSchema schema, FlowRefusal refusal, TimeSpan waited = default)
    {
        Metrics.Rejected(schema.Metadata.Name, refusal, waited);
        return new(schema, this, refusal, null, 0, 0);
    }

    // Of the flow's hand, the queue with the least work.
    private FairQueue QueueOf(ulong flow)
    {
        Span<int> hand = stackalloc int[Math.Min(handSize, queues.Length)];
        ShuffleSharding.Deal(flow, queues.Length, hand);
        FairQueue best = queues[hand[0]];
        foreach (int index in hand[1..])
        {
            FairQueue queue = queues[index];
            if (queue.SeatsWaiting + queue.SeatsInUse < best.SeatsWaiting + best.SeatsInUse)
                best = queue;
        }
        return best;
    }

    private void Enqueue(FairQueue queue, FlowWaiter waiter)
    {
        if (queue.Waiting.Count == 0)
        {
            queue.Start = Math.Max(queue.Start, virtualTime);
            active.Add(queue);
        }
        waiter.Queue = queue;
        waiter.Place = queue.Waiting.AddLast(waiter);
        queue.SeatsWaiting += waiter.Seats;
    }

    private void Remove(FlowWaiter waiter)
    {
        FairQueue queue = waiter.Queue!;
        queue.Waiting.Remove(waiter.Place!);
        waiter.Place = null;
        queue.SeatsWaiting -= waiter.Seats;
        waiting--;
        seatsWaiting -= waiter.Seats;
        if (queue.Waiting.Count == 0)
            active.Remove(queue);
    }

    private void Dispatch()
    {
        while (waiting > 0)
        {
            FairQueue next = active[0];
            foreach (FairQueue queue in active)
            {
                if (Finish(queue) < Finish(next))
                    next = queue;
            }
            FlowWaiter waiter = next.Waiting.First!.Value;
            if (!HasRoomFor(waiter.Seats))
                return;
            Remove(waiter);
            virtualTime = Math.Max(virtualTime, next.Start);
            next.Start += waiter.Seats * ExpectedSeconds;
            next.SeatsInUse += waiter.Seats;
            executing++;
            seatsInUse += waiter.Seats;
            waiter.Turn.TrySetResult(FlowRefusal.None);
        }

        static double Finish(FairQueue queue) =>
            queue.Start + (queue.Waiting.First!.Value.Seats * ExpectedSeconds);
    }

    private void Requeue(int count)
    {
        List<FlowWaiter> waiters = [.. active.SelectMany(static queue => queue.Waiting)];
        active.Clear();
        queues = new FairQueue[count];
        for (int index = 0; index < count; index++)
            queues[index] = new() { Start = virtualTime };
        // A level that keeps no queues any more lets those in who came while it did.
        foreach (FlowWaiter waiter in waiters)
            Enqueue(count == 0 ? Leftover() : QueueOf(waiter.Flow), waiter);
    }

    private FairQueue Leftover() => active.Count > 0 ? active[0] : new() { Start = virtualTime };
}
