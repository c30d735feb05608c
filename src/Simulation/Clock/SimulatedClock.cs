namespace Kubesharp.Simulation.Clock;

/// <summary>
/// Time that stands still until it is advanced; timers fire in order of their due time, equal ones in order of
/// creation.
/// Used by one thread.
/// </summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Sequence)> timers = new();
    private readonly long startTicks = start.UtcTicks;
    private long now = start.UtcTicks;
    private long sequence;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How much simulated time has passed.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(now - startTicks);

    public override DateTimeOffset GetUtcNow() => new(now, TimeSpan.Zero);

    public override long GetTimestamp() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SimulatedTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next due timer and fires it. False when no timer is set or none is due by then.</summary>
    public bool FireNext(TimeSpan? noLaterThan = null)
    {
        while (timers.TryPeek(out SimulatedTimer? timer, out (long Due, long Sequence) at))
        {
            if (timer.Armed != at)
            {
                timers.Dequeue(); // Changed or disposed since it was queued.
                continue;
            }
            if (noLaterThan is { } limit && at.Due > startTicks + limit.Ticks)
                return false;
            timers.Dequeue();
            now = Math.Max(now, at.Due);
            timer.Fire();
            return true;
        }
        return false;
    }

    /// <summary>A jump of the wall clock without any timer firing early, as after a suspend.</summary>
    public void Jump(TimeSpan by) => now += by.Ticks;

    private sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public (long Due, long Sequence)? Armed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            period = newPeriod;
            Armed = null;
            if (dueTime != Timeout.InfiniteTimeSpan)
                Arm(dueTime);
            return true;
        }

        public void Fire()
        {
            Armed = null;
            if (period > TimeSpan.Zero)
                Arm(period);
            callback(state);
        }

        public void Dispose() => Armed = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan after)
        {
            Armed = (clock.now + Math.Max(0, after.Ticks), clock.sequence++);
            clock.timers.Enqueue(this, Armed.Value);
        }
    }
}
