namespace Kubesharp.Simulation.Clock;

/// <summary>
/// Runs asynchronous code on the calling thread, one continuation after another, and advances the clock when nothing is
/// left to do at the present moment. The same program with the same seeds takes the same course every time.
/// </summary>
public sealed class SimulationThread(SimulatedClock clock) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> ready = new();
    private readonly int thread = Environment.CurrentManagedThreadId;

    /// <summary>Continuations run so far.</summary>
    public long Steps { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            throw new InvalidOperationException(
                "a continuation came from another thread: something left the simulation (a thread-pool hop)");
        }
        ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>
    /// Runs the program until it completes. Throws <see cref="TimeoutException"/> when it has not after the given
    /// simulated time, or when nothing can ever happen any more.
    /// </summary>
    public T Run<T>(Func<Task<T>> program, TimeSpan timeLimit)
    {
        SynchronizationContext? outer = Current;
        SetSynchronizationContext(new Step(this));
        try
        {
            Task<T> task = program();
            while (!task.IsCompleted)
            {
                if (ready.TryDequeue(out (SendOrPostCallback Callback, object? State) next))
                {
                    Steps++;
                    // A context of its own for each step: otherwise a continuation would run inside the code that
                    // completes it, which no thread pool ever does.
                    SetSynchronizationContext(new Step(this));
                    next.Callback(next.State);
                }
                else if (!clock.FireNext(timeLimit))
                {
                    throw new TimeoutException(
                        $"the simulation stands still or ran out of time after {clock.Elapsed} and {Steps} steps");
                }
            }
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private sealed class Step(SimulationThread thread) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => thread.Post(d, state);

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
