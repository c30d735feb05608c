namespace Kubesharp.Api;

/// <summary>
/// The one place where background work starts. Inside a simulation (a <see cref="SynchronizationContext"/> is
/// current) the body runs on that single thread; otherwise on the thread pool.
/// </summary>
public static class Loop
{
    private static readonly TimeSpan BackoffFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(10);

    /// <summary>Reports a body that failed and is started again; wired to the log by the program.</summary>
    public static Action<string, Exception> OnFailure { get; set; } =
        static (name, exception) => Console.Error.WriteLine($"loop {name} failed and restarts: {exception}");

    /// <summary>
    /// Runs <paramref name="body"/> until it returns or is cancelled; an exception restarts it after a growing pause.
    /// The task ends when the loop has ended and never faults.
    /// </summary>
    public static Task Run(
        string name, TimeProvider time, Func<CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        if (SynchronizationContext.Current is not null)
            return RunAsync(name, time, body, cancellationToken);
        return Task.Factory.StartNew(
            () => RunAsync(name, time, body, cancellationToken),
            CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
    }

    /// <summary>
    /// A signal whose waiters never run inside the one who sets it, except in a simulation, where everything runs on
    /// one thread in a fixed order and a hop to the thread pool would break that order.
    /// </summary>
    public static TaskCompletionSource NewSignal() => new(SynchronizationContext.Current is null
        ? TaskCreationOptions.RunContinuationsAsynchronously
        : TaskCreationOptions.None);

    /// <summary>
    /// Cancels without running the cancelled code inside the caller; in a simulation, on its one thread.
    /// </summary>
    public static Task CancelAsync(CancellationTokenSource source)
    {
        if (SynchronizationContext.Current is null)
            return source.CancelAsync();
        source.Cancel();
        return Task.CompletedTask;
    }

    private static async Task RunAsync(
        string name, TimeProvider time, Func<CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        TimeSpan pause = BackoffFirst;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await body(cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                OnFailure(name, exception);
            }

            try
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            pause = pause * 2 < BackoffMax ? pause * 2 : BackoffMax;
        }
    }
}
